import type { Assumptions, Sizing } from '#core/backtest/assumptions.ts'
import { onGrid } from '#core/backtest/grid.ts'
import type { Wallet } from '#core/backtest/wallet.ts'

export type RefusalReason = 'CASH_SHORT' | 'BELOW_QUANTITY_MIN' | 'BELOW_NOTIONAL_MIN'

export type SizingTerms = {
  readonly assumptions: Assumptions
  readonly wallet: Wallet
  readonly feeRate: number
}

/**
 * How much is bought at `price`, or why nothing is. A fixed quantity that cannot be paid for is refused, never made
 * smaller; `stop` is undefined for an entry without one.
 */
export function sizePosition(
  { assumptions, wallet, feeRate }: SizingTerms,
  price: number,
  stop: number | undefined,
): number | RefusalReason {
  const { lot, quantityMin, notionalMin, sizing, leverage } = assumptions
  const payable = wallet.affordable(leverage, feeRate) / price
  const most =
    sizing.kind === 'units'
      ? sizing.units
      : Math.min(wishedQuantity(sizing, wallet.equity(), price, stop), payable)
  const quantity = lot === null ? most : onGrid(most, lot, 'down')
  if (quantity > payable || payable <= 0) return 'CASH_SHORT'
  if (!(quantity > 0) || quantity < quantityMin) return 'BELOW_QUANTITY_MIN'
  return quantity * price < notionalMin ? 'BELOW_NOTIONAL_MIN' : quantity
}

function wishedQuantity(
  { kind, fraction }: Exclude<Sizing, { kind: 'units' }>,
  equity: number,
  price: number,
  stop: number | undefined,
): number {
  const lossPerUnit = stop === undefined ? price : Math.abs(price - stop)
  return (equity * fraction) / (kind === 'risk' && lossPerUnit > 0 ? lossPerUnit : price)
}
