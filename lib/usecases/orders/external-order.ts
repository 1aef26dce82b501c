import { isPositive, zeroAmount, zeroQuantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { OrderFacts, OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'

/**
 * An order at the venue that nobody placed through us, as it looks before anything is told of it. It holds
 * nothing of ours; its signal id makes it one however often it is found.
 */
export function externalOrderOf(
  theirs: VenueOrder,
  { account, externalBookId }: Pick<OrderFacts, 'account' | 'externalBookId'>,
  { orderId, at }: { readonly orderId: string; readonly at: UnixMs },
): OrderRecord {
  return {
    ...NOTHING_YET,
    ...account,
    id: orderId,
    bookId: externalBookId,
    instrumentId: theirs.instrumentId,
    side: theirs.side,
    type: theirs.type,
    // A market order for a quote amount has no size until it is filled.
    quantity: isPositive(theirs.quantity) ? theirs.quantity : theirs.filledQuantity,
    limitPrice: theirs.limitPrice,
    stopPrice: theirs.stopPrice,
    origin: {
      kind: 'external',
      id: account.accountId,
      signalId: `${theirs.instrumentId}/${theirs.venueOrderId}`,
    },
    venueOrderId: theirs.venueOrderId,
    createdAt: theirs.createdAt,
    acknowledgedAt: null,
    updatedAt: at,
  }
}

const NOTHING_YET = {
  state: 'WORKING',
  quoteAmount: null,
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  protectsPositionId: null,
  parentOrderId: null,
  note: null,
  reason: null,
  reasonDetail: null,
  filledQuantity: zeroQuantity,
  filledQuote: zeroAmount,
  venueFilledQuantity: null,
  // Its own client id may be used again by whoever placed it: only ours name one order forever.
  clientOrderId: null,
  holdAsset: null,
  holdAmount: zeroAmount,
  claimedAt: null,
  sentAt: null,
  triggeredAt: null,
  cancelRequestedAt: null,
  replaceRequestedAt: null,
  replacesOrderId: null,
  closedFilledQuantity: null,
  closedAt: null,
  attempt: 0,
  claimToken: null,
  validUntil: null,
  requestId: null,
} as const
