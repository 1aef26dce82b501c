import type { PositionView } from '#api/codecs/portfolio.ts'
import {
  type Amount,
  absolute,
  add,
  isNegative,
  isZero,
  notional,
  type Price,
  type Quantity,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import { averagePrice } from '#core/portfolio/position.ts'

/** The positions of a scope in one market as one line. */
export type PositionLine = {
  readonly quantity: Quantity
  readonly average: Price
  readonly cost: Amount
  /** At the last price; null while that is unknown. */
  readonly pnl: Amount | null
}

/** Their sum at its average price; null where they come to nothing. */
export function positionLineOf(
  positions: readonly Pick<PositionView, 'quantity' | 'cost'>[],
  last: Price | null,
): PositionLine | null {
  const quantity = positions.reduce((sum, each) => add(sum, each.quantity), zeroQuantity)
  const cost = positions.reduce((sum, each) => add(sum, each.cost), zeroAmount)
  const average = averagePrice({ quantity, cost })
  if (average === null || isZero(quantity) || average <= 0n) return null
  return { quantity, average, cost, pnl: last === null ? null : pnlOf(quantity, cost, last) }
}

function pnlOf(quantity: Quantity, cost: Amount, last: Price): Amount {
  const value = notional(last, absolute(quantity), 'halfEven')
  return isNegative(quantity) ? subtract(zeroAmount, add(value, cost)) : subtract(value, cost)
}
