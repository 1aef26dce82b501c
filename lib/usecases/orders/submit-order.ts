import { assert } from '#core/assert.ts'
import { unreachable } from '#core/unreachable.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { PlaceOutcome, VenueNewOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { closeOrder } from './close-order.ts'
import { recordNews } from './record-news.ts'

export type SubmittedOrder = {
  readonly outcome: PlaceOutcome['kind']
  /** What the venue's answer told, and is stored; null when it took nothing, or did not answer. */
  readonly answer: Pick<Extract<PlaceOutcome, { kind: 'accepted' }>, 'order' | 'fills'> | null
  /** The venue filled more than its answer told. */
  readonly isMissingFills: boolean
}

/**
 * Sends a claimed order, exactly once, and keeps what the venue answered. Without a clear answer the order stays
 * SENDING with its hold: only the venue's own evidence moves it on. Never call it twice for one claim.
 */
export async function submitOrder(
  ctx: AccountContext,
  order: OrderRecord,
): Promise<SubmittedOrder> {
  const outcome = await ctx.venue.placeOrder(requestOf(order))
  switch (outcome.kind) {
    case 'accepted': {
      const { orders } = await recordNews(ctx, {
        orders: [outcome.order],
        fills: outcome.fills.map((fill) => ({ fill, source: 'stream' })),
      })
      return {
        outcome: outcome.kind,
        answer: outcome,
        isMissingFills: orders.some(({ isMissingFills }) => isMissingFills),
      }
    }
    case 'refused':
      await closeOrder(ctx, {
        orderId: order.id,
        event: { kind: 'rejected' },
        reason: 'REFUSED_BY_VENUE',
        detail: outcome.reason,
        message: outcome.message,
      })
      return { outcome: outcome.kind, answer: null, isMissingFills: false }
    case 'unknown':
      ctx.log.warn(
        { orderId: order.id, requestId: order.requestId, err: outcome.cause },
        'an order is in doubt',
      )
      return { outcome: outcome.kind, answer: null, isMissingFills: false }
    default:
      return unreachable(outcome)
  }
}

function requestOf(order: OrderRecord): VenueNewOrder {
  const { clientOrderId, claimedAt, validUntil } = order
  assert(
    order.state === 'SENDING' &&
      clientOrderId !== null &&
      claimedAt !== null &&
      validUntil !== null,
    'only a claimed order is sent',
  )
  return { ...order, clientOrderId, claimedAt, validUntil, requestId: order.requestId ?? order.id }
}
