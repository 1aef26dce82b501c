import type { KillRunView, KillScope } from '#api/codecs/kill.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/kill.ts'
import { assert } from '#core/assert.ts'
import type { TradingScope } from '#core/risk/trading-scope.ts'
import { takeKillLock } from '#store/kill-lock.ts'
import { insertKillRun, readKillRun, readScopeOwner } from '#store/kill-runs.ts'
import { readCoveredAccounts, tellAccounts } from '#store/tell-accounts.ts'
import { engageHalt } from '#store/trading-halts.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { killNews } from './kill-news.ts'

/**
 * Presses the kill switch for a part of the firm. Once it has answered, no order of that part is claimed any
 * more; what was claimed before may still reach the venue for as long as its window lasts. Cancels and closing
 * are the runners' work, which begins at once; the run's checklist says what the venue says. Safe to repeat.
 */
export async function engageKill(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'>,
  { scope: wished, ...asked }: HandlerInput<typeof api.engageKill>,
): Promise<KillRunView> {
  const scope = scopeIn(ctx.db.scope.organizationId, wished)
  // What open orders hold back cannot be closed.
  const wish = { ...asked, cancelAll: asked.cancelAll || asked.flatten }
  const runId = await engage(ctx, scope, wish)
  // Beside the switch, which holds everybody up: whoever misses this hears of it from the runners.
  return ctx.db.write(async (tx) => {
    const covered = await readCoveredAccounts(tx, runId)
    const told = covered.map((account) => killNews(runId, account))
    await tellAccounts(tx, { told, at: ctx.clock.now() })
    const run = await readKillRun(tx, runId)
    assert(run !== null, 'a run that was just engaged is there')
    return run
  })
}

type Wish = Omit<HandlerInput<typeof api.engageKill>, 'scope'>

function engage(
  { effect, clock, dice, actor }: Pick<Context, 'effect' | 'clock' | 'dice' | 'actor'>,
  scope: TradingScope,
  wish: Wish,
): Promise<string> {
  return effect(
    {
      audit: (runId) => ({
        action: wish.isDrill ? 'kill.drill' : 'kill.engage',
        targetKind: 'killRun',
        targetId: runId,
        data: { scope, ...wish },
      }),
    },
    async (tx) => {
      const owner = await readScopeOwner(tx, scope)
      if (owner === null) throw notFound()
      // From here on nobody decides or claims, and whoever does after us sees the halt. Nobody waits for us either:
      // the lock, the halt and the commit are one trip.
      if (wish.pauseEntries) takeKillLock(tx)
      const by = { ...owner, scope, at: clock.now(), personId: actor.id, reason: wish.reason }
      if (wish.pauseEntries) await engageHalt(tx, { ...by, id: dice.uuid(), state: 'HALTED' })
      const runId = dice.uuid()
      await insertKillRun(tx, { ...wish, ...by, id: runId })
      return runId
    },
  )
}

function scopeIn(organizationId: string, scope: KillScope): TradingScope {
  return scope.kind === 'firm' ? { kind: 'firm', id: organizationId } : scope
}
