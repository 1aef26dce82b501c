import { assert } from '#core/assert.ts'
import { holdPostings } from '#core/ledger/postings-for-hold.ts'
import { add, formatDecimal, isPositive, type Quantity, subtract } from '#core/money/money.ts'
import { isOpen } from '#core/orders/order-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { OrderPathTx, OrderRecord, PlacingFacts } from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { decideOne } from './decide-orders.ts'
import { type MovedOrder, moveOrder } from './move-order.ts'

/**
 * Decides a waiting replacement at the moment at which it may be sent: the replaced order is closed and all that
 * it filled is booked. The replacement gets what is left of the quantity asked in all, and its hold; with nothing
 * left it is CANCELED, refused by risk as things stand now it is DENIED.
 */
export async function decideReplacement(
  { dice }: Pick<AccountContext, 'dice'>,
  tx: Pick<OrderPathTx, 'readOrder' | 'readPlacing'>,
  { order, at }: { readonly order: OrderRecord; readonly at: UnixMs },
): Promise<MovedOrder> {
  const { replacesOrderId, quantity } = order
  assert(replacesOrderId !== null && quantity !== null, 'a replacement has a size of its own')
  const replaced = (await tx.readOrder({ orderId: replacesOrderId }))?.order
  assert(replaced && !isOpen(replaced.state), 'a replacement is decided once its order is closed')
  const moment = { at, transactionId: dice.uuid() }
  const left = subtract(quantity, replaced.filledQuantity)
  if (!isPositive(left)) {
    const { order: canceled } = moveOrder(order, [{ kind: 'canceled' }], moment)
    return moved({ ...canceled, ...nothingLeft(quantity, replaced.filledQuantity) })
  }
  const sized = { ...order, quantity: left }
  const facts = await tx.readPlacing({
    bookIds: [order.bookId],
    instrumentIds: [order.instrumentId],
    signals: [],
  })
  assert(facts !== null, 'an account that claims is there')
  const decision = decideOne({ facts: withoutOrders(facts, [order]), at }, sized)
  if (decision.kind === 'denied') {
    const { order: denied } = moveOrder(sized, [{ kind: 'denied' }], moment)
    return moved({ ...denied, reason: decision.reason, reasonDetail: decision.detail })
  }
  const { hold } = decision
  const ledger = {
    id: moment.transactionId,
    kind: 'hold',
    reference: order.id,
    note: null,
    effectiveAt: at,
    postings: holdPostings({ bookId: order.bookId, ...hold }),
  } as const
  return {
    ...moved({ ...sized, holdAsset: hold.asset, holdAmount: hold.amount }),
    ledger: [ledger],
  }
}

/** What a decision would see if these open orders were not there: their exposure gone, their holds given back. */
export function withoutOrders(facts: PlacingFacts, gone: readonly OrderRecord[]): PlacingFacts {
  return gone.reduce(withoutOrder, facts)
}

function withoutOrder(facts: PlacingFacts, order: OrderRecord): PlacingFacts {
  const left = order.quantity === null ? null : subtract(order.quantity, order.filledQuantity)
  const open = order.side === 'buy' ? 'openBuys' : 'openSells'
  return {
    ...facts,
    available: facts.available.map((each) =>
      each.bookId === order.bookId && each.asset === order.holdAsset
        ? { ...each, amount: add(each.amount, order.holdAmount) }
        : each,
    ),
    exposures: facts.exposures.map((each) =>
      left !== null && each.bookId === order.bookId && each.instrumentId === order.instrumentId
        ? { ...each, [open]: subtract(each[open], left) }
        : each,
    ),
  }
}

function moved(order: OrderRecord): MovedOrder {
  return { order, ledger: [], violations: [] }
}

function nothingLeft(asked: Quantity, filled: Quantity) {
  return {
    reason: 'REPLACED_ORDER_FILLED',
    reasonDetail: `asked=${formatDecimal(asked)} filled=${formatDecimal(filled)}`,
  }
}
