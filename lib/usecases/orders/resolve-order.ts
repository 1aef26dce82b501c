import { assert } from '#core/assert.ts'
import { SETTLE_MARGIN_MS } from '#core/market/capability-sheet.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueCapabilities, VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { applyVenueOrder } from './apply-venue-order.ts'
import { closeOrder } from './close-order.ts'

/** After the settle horizon, how long we keep asking before a person is told. */
export const QUARANTINE_AFTER_MS = 120 * SECOND_MS

export type ResolvedOrder =
  | { readonly kind: 'adopted'; readonly isMissingFills: boolean }
  | { readonly kind: 'notPlaced' }
  | { readonly kind: 'quarantined' }
  /** Too early to tell, or the venue could not be asked. */
  | { readonly kind: 'inDoubt' }

/** The venue's open orders, as they were at some time after `at`, by the monotonic clock. */
export type OpenOrdersAfter = (at: number) => Promise<readonly VenueOrder[]>

export type Doubt = {
  readonly order: OrderRecord
  /**
   * From when on we know that its request was made, by the monotonic clock of this process: a wall clock that jumps,
   * ours or that of whoever claimed the order, makes no answer final before its time.
   */
  readonly since: number
  /** Whoever resolves many orders may share the reading of the open ones. */
  readonly openOrdersAfter?: OpenOrdersAfter
}

/**
 * Asks the venue what became of an order whose sending had no clear outcome, by its client order id, never by
 * time or price. Found: adopted. Not found counts only after the settle horizon and by two different reads. A
 * failed read is no evidence. Safe to repeat.
 */
export async function resolveOrder(
  ctx: AccountContext,
  { order, since, openOrdersAfter = () => ctx.venue.fetchOpenOrders() }: Doubt,
): Promise<ResolvedOrder> {
  const { clientOrderId } = order
  assert(clientOrderId !== null, 'an order in doubt was claimed under a client order id')
  try {
    const settlesAt = since + settleMs(order, ctx.venue.capabilities)
    const isSettled = ctx.clock.monotonic() > settlesAt
    const ref = { instrumentId: order.instrumentId, clientOrderId, venueOrderId: null }
    const first = await ctx.venue.fetchOrder(ref)
    const open = first.kind === 'notFound' && isSettled ? await openOrdersAfter(settlesAt) : []
    const second = open.find((theirs) => theirs.clientOrderId === clientOrderId)
    const found = first.kind === 'order' ? first : second
    if (found !== undefined) {
      const { isMissingFills } = await applyVenueOrder(ctx, found)
      return { kind: 'adopted', isMissingFills }
    }
    if (isSettled && ctx.venue.capabilities.deadlineMs !== null) {
      await closeOrder(ctx, { orderId: order.id, ...NEVER_ARRIVED })
      return { kind: 'notPlaced' }
    }
  } catch (error) {
    ctx.log.warn(
      { orderId: order.id, err: error },
      'the venue could not be asked about an order in doubt',
    )
  }
  return quarantineLate(ctx, { order, since })
}

/**
 * How long after a request was made the venue may still place it, or not tell of it: its window, how far clocks may
 * differ, how long its engine may take and how long its reads may lag.
 */
export function settleMs(
  { claimedAt, validUntil }: OrderRecord,
  { timestampToleranceMs, engineTimeoutMs, readLagMs }: VenueCapabilities,
): number {
  assert(claimedAt !== null && validUntil !== null, 'an order in doubt was claimed until a time')
  const windowMs = validUntil - claimedAt
  return windowMs + timestampToleranceMs + engineTimeoutMs + readLagMs + SETTLE_MARGIN_MS
}

async function quarantineLate(
  ctx: AccountContext,
  { order, since }: Doubt,
): Promise<ResolvedOrder> {
  const lateAt = since + settleMs(order, ctx.venue.capabilities) + QUARANTINE_AFTER_MS
  if (order.state !== 'SENDING' || ctx.clock.monotonic() <= lateAt) return { kind: 'inDoubt' }
  await closeOrder(ctx, { orderId: order.id, ...CANNOT_BE_KNOWN })
  return { kind: 'quarantined' }
}

const NEVER_ARRIVED = {
  event: { kind: 'notPlaced' },
  reason: 'NEVER_ARRIVED',
  detail: 'the venue knows no such order: by its client order id, nor among the open orders',
} as const

const CANNOT_BE_KNOWN = {
  event: { kind: 'quarantined' },
  reason: 'CANNOT_BE_KNOWN',
  detail: 'the venue could not say in time whether it has the order; its hold stays',
} as const
