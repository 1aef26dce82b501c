import { AppError } from '#api/app-error.ts'
import type { SignalRuleView } from '#api/codecs/signal-rule.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/signal-rules.ts'
import { deleteSignalRule, insertSignalRule, readSignalRulesOf } from '#store/signal-rules.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { requireMayOwn } from './channel-of.ts'

/** As many as a person keeps in mind. */
const SIGNAL_RULES_MAX = 20

/** The rules of the person who asks. */
export function listSignalRules(
  ctx: Pick<Context, 'db' | 'actor'>,
): Promise<HandlerResult<typeof api.listSignalRules>> {
  return ctx.db.read(async (tx) => ({
    items: await readSignalRulesOf(tx, ctx.actor.id),
    nextCursor: null,
  }))
}

/** Tells the person of the signals that come from now on. Throws CONFLICT for one rule too many. */
export function createSignalRule(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'>,
  input: HandlerInput<typeof api.createSignalRule>,
): Promise<SignalRuleView> {
  const { actor, db } = ctx
  requireMayOwn(actor, 'me')
  const rule = { ...input, id: ctx.dice.uuid(), createdAt: ctx.clock.now() }
  return ctx.effect({ audit: () => auditOf('signal.create-rule', rule) }, async (tx) => {
    const kept = await readSignalRulesOf(tx, actor.id)
    if (kept.length >= SIGNAL_RULES_MAX) throw tooMany()
    const { organizationId } = db.scope
    await insertSignalRule(tx, { ...rule, organizationId, userId: actor.id })
    return rule
  })
}

/** What was told before stays told. Another person's rule is not there. */
export function removeSignalRule(
  ctx: Pick<Context, 'effect' | 'actor'>,
  { signalRuleId }: HandlerInput<typeof api.removeSignalRule>,
): Promise<SignalRuleView> {
  requireMayOwn(ctx.actor, 'me')
  return ctx.effect({ audit: (rule) => auditOf('signal.remove-rule', rule) }, async (tx) => {
    const rule = await deleteSignalRule(tx, { id: signalRuleId, userId: ctx.actor.id })
    if (rule === null) throw notFound()
    return rule
  })
}

function auditOf(action: 'signal.create-rule' | 'signal.remove-rule', rule: SignalRuleView) {
  const { id, instrumentIds, timeframes, scoreMin } = rule
  const data = { instrumentIds, timeframes, scoreMin }
  return { action, targetKind: 'signalRule', targetId: id, data }
}

function tooMany(): AppError {
  return new AppError('CONFLICT', {
    public: `A person keeps ${SIGNAL_RULES_MAX} rules: remove one first.`,
  })
}
