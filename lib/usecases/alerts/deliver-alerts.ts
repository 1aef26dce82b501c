import { AppError } from '#api/app-error.ts'
import { retryDelayMs } from '#core/alerts/retry-delay.ts'
import { assert } from '#core/assert.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { AlertSender, AlertTarget, ChannelVault } from '#ports/alert-sender.ts'
import {
  type AttemptResult,
  type ClaimedDelivery,
  claimDueDeliveries,
  recordAttempt,
} from '#store/alert-deliveries.ts'
import type { Context } from '#usecases/context.ts'
import { alertMessage } from './alert-message.ts'

export type DeliveryContext = Pick<Context, 'db' | 'clock' | 'log'> & {
  readonly sender: AlertSender
  readonly vault: ChannelVault
  readonly publicOrigin: string
}

/** Network errors are told by their code: their text may hold an address. */
const ERROR_TEXT_MAX = 200

/**
 * Sends the firm's messages that are due. Each arrives at least once, under the same event id at every attempt; one
 * that fails is sent again later and is dead after a day. Nothing is sent while a transaction is open.
 */
export async function deliverAlerts(ctx: DeliveryContext): Promise<void> {
  const claimed = await ctx.db.write((tx) => claimDueDeliveries(tx, ctx.clock.now()))
  await Promise.all(claimed.map((delivery) => deliver(ctx, delivery)))
}

async function deliver(ctx: DeliveryContext, delivery: ClaimedDelivery): Promise<void> {
  const { id } = delivery
  const result = await attempt(ctx, delivery)
  await ctx.db.write((tx) => recordAttempt(tx, { id, result, now: ctx.clock.now() }))
}

async function attempt(ctx: DeliveryContext, delivery: ClaimedDelivery): Promise<AttemptResult> {
  try {
    await ctx.sender.send(targetOf(ctx, delivery), alertMessage(delivery, ctx.publicOrigin))
    return { kind: 'delivered' }
  } catch (error) {
    const { id: deliveryId, attempts } = delivery
    ctx.log.warn({ err: error, deliveryId, attempts }, 'an alert did not arrive')
    return afterFailure(delivery, textOf(error), ctx.clock.now())
  }
}

function afterFailure(
  { attempts, expiresAt }: ClaimedDelivery,
  error: string,
  now: UnixMs,
): AttemptResult {
  const dueAt = unixMsOf(now + retryDelayMs(attempts))
  return dueAt > expiresAt ? { kind: 'dead', error } : { kind: 'later', dueAt, error }
}

function targetOf(
  { vault, db }: Pick<DeliveryContext, 'vault' | 'db'>,
  { channelId, kind, url, topic, secret }: ClaimedDelivery,
): AlertTarget {
  const binding = { organizationId: db.scope.organizationId, channelId }
  const opened = secret === null ? null : vault.open(secret, binding)
  if (kind === 'ntfy') {
    assert(topic !== null, 'an NTFY channel has a topic')
    return { kind, url, topic, token: opened }
  }
  assert(opened !== null, 'a webhook has a signing key')
  return { kind, url, signingKey: opened }
}

function textOf(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage
  if (!(error instanceof Error)) return 'it failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return (code ?? error.message).slice(0, ERROR_TEXT_MAX)
}
