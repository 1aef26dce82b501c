import { assert } from '#core/assert.ts'
import type { Hold } from '#core/ledger/postings-for-hold.ts'
import type { InstrumentParts } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  asAmount,
  isZero,
  max,
  min,
  notional,
  ofBps,
  type Price,
  type Quantity,
  scale,
  subtract,
  zeroAmount,
  zeroQuantity,
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

/** How a hold is used up: `consumed` pays for a fill, `released` is available again, `remaining` stays held. */
export type HoldSettlement = {
  readonly consumed: Amount
  readonly released: Amount
  readonly remaining: Amount
}

/** An order's facts, and what the venue had filled of it when it closed it, where it has said so. */
type HeldOrder = OrderFacts & { readonly closedFilledQuantity?: Quantity | null }

/**
 * What becomes of an order's hold when the order moves from `before` to `after`: an open order keeps the
 * share of what is not filled yet, a closed one the share of what the venue filled and we have not booked, and
 * then nothing. `spent` is what the fill took (0 for a cancel); what the freed part of the hold does not cover
 * comes out of available.
 */
export function settleHold(input: {
  readonly before: HeldOrder
  readonly after: OrderFacts
  readonly held: Amount
  readonly spent: Amount
}): HoldSettlement {
  const remaining = remainingHold(input)
  const freed = subtract(input.held, remaining)
  const consumed = min(freed, input.spent)
  return { consumed, released: subtract(freed, consumed), remaining }
}

function remainingHold({
  before,
  after,
  held,
}: {
  readonly before: HeldOrder
  readonly after: OrderFacts
  readonly held: Amount
}): Amount {
  const closedAt = before.closedFilledQuantity ?? null
  const [leftBefore, leftAfter] = [leftOf(before, closedAt), leftOf(after, closedAt)]
  if (!isOpen(after.state) && isZero(leftAfter)) return zeroAmount
  return isZero(leftBefore) ? held : scale(held, leftAfter, leftBefore, 'up')
}

/** What still needs the hold: what may be filled, or of a closed order what was filled and is not booked. */
function leftOf(facts: OrderFacts, closedFilledQuantity: Quantity | null): Amount {
  if (isOpen(facts.state)) return unfilledOf(facts)
  if (facts.quantity === null || closedFilledQuantity === null) return zeroAmount
  return asAmount(max(subtract(closedFilledQuantity, facts.filledQuantity), zeroQuantity))
}

/** What an order may still fill, in base or (for a buy of a quote amount) in quote. */
function unfilledOf(facts: OrderFacts): Amount {
  const { quantity, quoteAmount, filledQuantity, filledQuote } = facts
  if (quantity !== null) return asAmount(subtract(quantity, filledQuantity))
  assert(quoteAmount !== null, 'an order has a quantity or a quote amount')
  return subtract(quoteAmount, filledQuote)
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
