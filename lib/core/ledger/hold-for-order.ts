import { assert } from '#core/assert.ts'
import type { Hold } from '#core/ledger/postings-for-hold.ts'
import type { InstrumentParts } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  asAmount,
  min,
  notional,
  ofBps,
  type Price,
  scale,
  subtract,
  zeroAmount,
} from '#core/money/money.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { isOpen, type OrderFacts } from '#core/orders/order-state.ts'

/** What is held on top of an order's notional, in whole basis points. */
export type HoldBuffers = {
  /** For a market buy of a quantity: how far the price may run from the mark. */
  readonly marketBps: number
  /** The fee, where the venue takes it in the asset that is spent; 0 where it does not. */
  readonly feeBps: number
}

/**
 * What must be set aside for an order: what it may spend at most, rounded up. A market buy of a quantity is
 * held at the mark, which is then not null.
 */
export function holdForOrder(input: {
  readonly order: Pick<OrderTerms, 'side' | 'quantity' | 'quoteAmount' | 'limitPrice'>
  readonly instrument: Pick<InstrumentParts, 'base' | 'quote'>
  readonly markPrice: Price | null
  readonly buffers: HoldBuffers
}): Hold {
  const { order, instrument, buffers } = input
  if (order.side === 'sell') {
    assert(order.quantity !== null, 'a sell has a quantity')
    const sold = asAmount(order.quantity)
    return { asset: instrument.base, amount: withBps(sold, buffers.feeBps) }
  }
  const spent = order.quoteAmount ?? spentByQuantity(order, input.markPrice, buffers.marketBps)
  return { asset: instrument.quote, amount: withBps(spent, buffers.feeBps) }
}

/**
 * What is still held for an order of what was held at first: in proportion to what is not filled yet, and
 * nothing once it is closed. Depends on the order's facts only, not on the way there.
 */
export function remainingHold(facts: OrderFacts, initialHold: Amount): Amount {
  if (!isOpen(facts.state)) return zeroAmount
  const { quantity, quoteAmount, filledQuantity, filledQuote } = facts
  if (quantity !== null) {
    return scale(initialHold, subtract(quantity, filledQuantity), quantity, 'up')
  }
  assert(quoteAmount !== null, 'an order has a quantity or a quote amount')
  return scale(initialHold, subtract(quoteAmount, filledQuote), quoteAmount, 'up')
}

/**
 * How a fill that moved an order from `before` to `after` and spent `spent` uses the hold: `consumed` of it
 * pays for the fill, `released` goes back to available, the rest stays held.
 */
export function settleHold(input: {
  readonly before: OrderFacts
  readonly after: OrderFacts
  readonly initialHold: Amount
  readonly spent: Amount
}): { readonly consumed: Amount; readonly released: Amount } {
  const freed = subtract(
    remainingHold(input.before, input.initialHold),
    remainingHold(input.after, input.initialHold),
  )
  const consumed = min(freed, input.spent)
  return { consumed, released: subtract(freed, consumed) }
}

function spentByQuantity(
  { quantity, limitPrice }: Pick<OrderTerms, 'quantity' | 'limitPrice'>,
  markPrice: Price | null,
  marketBps: number,
): Amount {
  assert(quantity !== null, 'an order has a quantity or a quote amount')
  if (limitPrice !== null) return notional(limitPrice, quantity, 'up')
  assert(markPrice !== null, 'a market buy of a quantity is held at the mark')
  return withBps(notional(markPrice, quantity, 'up'), marketBps)
}

function withBps(amount: Amount, bps: number): Amount {
  return add(amount, ofBps(amount, bps, 'up'))
}
