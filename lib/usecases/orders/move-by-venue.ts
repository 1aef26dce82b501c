import { isPositive } from '#core/money/money.ts'
import type { OrderEvent } from '#core/orders/order-state.ts'
import { unreachable } from '#core/unreachable.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import { type MovedOrder, moveOrder } from './move-order.ts'

/** Our order after what the venue says of it, and whether that told us anything. */
export function moveByVenue(
  before: OrderRecord,
  theirs: VenueOrder,
  moment: Parameters<typeof moveOrder>[2],
): MovedOrder & { readonly isChanged: boolean } {
  const moved = moveOrder(linked(before, theirs, moment.at), eventsOf(theirs), moment)
  return { ...moved, isChanged: isChanged(before, moved.order) }
}

/** The names and times by which both sides know the order. */
function linked(order: OrderRecord, theirs: VenueOrder, at: OrderRecord['updatedAt']): OrderRecord {
  return {
    ...order,
    venueOrderId: order.venueOrderId ?? theirs.venueOrderId,
    acknowledgedAt: order.acknowledgedAt ?? at,
    closedFilledQuantity: isClosedThere(theirs)
      ? theirs.filledQuantity
      : order.closedFilledQuantity,
  }
}

function eventsOf(theirs: VenueOrder): readonly OrderEvent[] {
  const acknowledged = { kind: 'acknowledged' } as const
  switch (theirs.state) {
    case 'WORKING':
    case 'PARTIALLY_FILLED':
      return [acknowledged]
    case 'FILLED':
      return isPositive(theirs.filledQuantity)
        ? [acknowledged, { kind: 'venueFilled', quantity: theirs.filledQuantity }]
        : [acknowledged]
    case 'CANCELED':
      return [{ kind: 'canceled' }]
    case 'EXPIRED':
      return [{ kind: 'expired' }]
    case 'REJECTED':
      return [{ kind: 'rejected' }]
    default:
      return unreachable(theirs.state)
  }
}

function isChanged(before: OrderRecord, after: OrderRecord): boolean {
  return (
    before.state !== after.state ||
    before.venueOrderId !== after.venueOrderId ||
    before.venueFilledQuantity !== after.venueFilledQuantity ||
    before.acknowledgedAt !== after.acknowledgedAt ||
    before.closedFilledQuantity !== after.closedFilledQuantity
  )
}

function isClosedThere({ state }: VenueOrder): boolean {
  return state !== 'WORKING' && state !== 'PARTIALLY_FILLED'
}
