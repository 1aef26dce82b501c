import { unreachable } from '#core/unreachable.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { applyVenueOrder } from './apply-venue-order.ts'

export type SentCancel =
  /** The venue told how the order ended, by our cancel or before it. */
  | {
      readonly kind: 'settled'
      readonly state: OrderRecord['state']
      readonly isMissingFills: boolean
    }
  /** No answer, or none that says what became of the order: ask again. */
  | { readonly kind: 'unknown' }

/**
 * Asks the venue to cancel an order. The order ends only by what the venue says of it afterwards: a fill that
 * came first wins. Safe to repeat.
 */
export async function sendCancel(ctx: AccountContext, order: OrderRecord): Promise<SentCancel> {
  const outcome = await ctx.venue.cancelOrder(order)
  switch (outcome.kind) {
    case 'canceled':
      return outcome.order === null ? refresh(ctx, order) : settle(ctx, outcome.order)
    case 'notOpen':
      return refresh(ctx, order)
    case 'unknown':
      ctx.log.warn({ orderId: order.id, err: outcome.cause }, 'a cancel had no clear answer')
      return { kind: 'unknown' }
    default:
      return unreachable(outcome)
  }
}

async function refresh(ctx: AccountContext, order: OrderRecord): Promise<SentCancel> {
  const theirs = await ctx.venue.fetchOrder(order)
  return theirs.kind === 'notFound' ? { kind: 'unknown' } : settle(ctx, theirs)
}

async function settle(
  ctx: AccountContext,
  theirs: Parameters<typeof applyVenueOrder>[1],
): Promise<SentCancel> {
  const { order, isMissingFills } = await applyVenueOrder(ctx, theirs)
  return { kind: 'settled', state: order.state, isMissingFills }
}
