import { isBelow, isPositive } from '#core/money/money.ts'
import type { OrderEvent, OrderViolation } from '#core/orders/order-state.ts'
import { unreachable } from '#core/unreachable.ts'
import type { OrderFacts, OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { externalOrderOf } from './external-order.ts'
import { moveOrder } from './move-order.ts'

export type AppliedOrder = {
  readonly order: OrderRecord
  /** Not placed by us: booked under EXTERNAL. */
  readonly isForeign: boolean
  /** This is the first we hear of a foreign order. */
  readonly isNew: boolean
  /** The venue has filled more of it than we have booked: poll its fills. */
  readonly isMissingFills: boolean
  readonly violations: readonly OrderViolation[]
}

/**
 * Brings our order to what the venue says of it, however late or often it is said. An order that is not ours is
 * adopted under EXTERNAL. Safe to repeat; never moves money but to release a hold.
 */
export async function applyVenueOrder(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>,
  theirs: VenueOrder,
): Promise<AppliedOrder> {
  const { accountId } = ctx.account
  const applied = await ctx.orderPath.change(accountId, async (tx) => {
    const facts = await tx.readOrder(theirs)
    if (facts === null) throw notFound()
    const at = ctx.clock.now()
    const before = facts.order ?? externalOrderOf(theirs, facts, { orderId: ctx.dice.uuid(), at })
    const { order, ledger, violations } = moveOrder(linked(before, theirs, at), eventsOf(theirs), {
      at,
      transactionId: ctx.dice.uuid(),
    })
    const isNew = facts.order === null
    if (isNew || isChanged(before, order)) {
      await tx.write({
        account: facts.account,
        at,
        ...(isNew ? { newOrders: [order] } : { orders: [order] }),
        venueMessages: new Map([[order.id, theirs.message]]),
        ledger,
        events: [orderNews(order), ...releaseNews(order, ledger.length > 0)],
      })
    }
    return {
      order,
      isForeign: isForeign(order, facts),
      isNew,
      violations,
      ...missing(order, theirs),
    }
  })
  if (applied.violations.length > 0) {
    const { order, violations } = applied
    ctx.log.error({ orderId: order.id, violations }, 'a venue order broke an invariant')
  }
  return applied
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

function isForeign(order: OrderRecord, facts: OrderFacts): boolean {
  return order.bookId === facts.externalBookId
}

function missing(order: OrderRecord, theirs: VenueOrder) {
  return { isMissingFills: isBelow(order.filledQuantity, theirs.filledQuantity) }
}

function releaseNews(order: OrderRecord, isReleased: boolean) {
  return isReleased && order.holdAsset !== null
    ? [balanceNews(order.bookId, [order.holdAsset])]
    : []
}
