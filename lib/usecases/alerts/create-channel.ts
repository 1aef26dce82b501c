import type * as api from '#api/alerts.ts'
import type { ChannelTargetInput } from '#api/codecs/alert.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { ChannelVault } from '#ports/alert-sender.ts'
import type { Outside } from '#ports/outside.ts'
import { type KeptChannel, upsertChannel } from '#store/alert-channels.ts'
import type { Context } from '#usecases/context.ts'
import { requireMayOwn } from './channel-of.ts'

const SIGNING_KEY_BYTES = 32

export type ChannelContext = Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'> & {
  readonly alerts: { readonly outside: Outside; readonly vault: ChannelVault }
}

/**
 * Adds a channel. Where it leads is checked now and again at every message. Throws URL_NOT_ALLOWED, and FORBIDDEN
 * for a channel of the firm's unless an administrator asks.
 */
export async function createAlertChannel(
  ctx: ChannelContext,
  input: HandlerInput<typeof api.createAlertChannel>,
): Promise<HandlerResult<typeof api.createAlertChannel>> {
  const { owner, target, ...rules } = input
  requireMayOwn(ctx.actor, owner)
  await ctx.alerts.outside.requireAllowed(target.url)
  const id = ctx.dice.uuid()
  const { organizationId } = ctx.db.scope
  const signingKey = target.kind === 'webhook' ? ctx.dice.secret(SIGNING_KEY_BYTES) : null
  const plain = signingKey ?? tokenOf(target)
  const binding = { organizationId, channelId: id }
  const now = ctx.clock.now()
  const channel: KeptChannel = {
    ...rules,
    id,
    owner,
    userId: owner === 'me' ? ctx.actor.id : null,
    kind: target.kind,
    url: target.url,
    topic: target.kind === 'ntfy' ? target.topic : null,
    secret: plain === null ? null : ctx.alerts.vault.seal(plain, binding),
    hasSecret: plain !== null,
    isEnabled: true,
    createdAt: now,
  }
  return ctx.effect(
    {
      audit: () => ({
        action: 'alert.create-channel',
        targetKind: 'alertChannel',
        targetId: id,
        data: { owner, kind: target.kind, name: rules.name },
      }),
    },
    async (tx) => {
      await upsertChannel(tx, { channel, organizationId, now })
      return { channel, signingKey }
    },
  )
}

function tokenOf(target: ChannelTargetInput): string | null {
  return target.kind === 'ntfy' ? (target.token ?? null) : null
}
