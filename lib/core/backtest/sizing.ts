import type { Assumptions } from '#core/backtest/assumptions.ts'
import { onGrid } from '#core/backtest/grid.ts'

export type RefusalReason = 'CASH_SHORT' | 'BELOW_QUANTITY_MIN' | 'BELOW_NOTIONAL_MIN'

export type Sized =
  | { readonly kind: 'ok'; readonly quantity: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }

export type SizingTerms = {
  readonly assumptions: Assumptions
  readonly price: number
  /** Undefined for an entry without a stop. */
  readonly stop: number | undefined
  readonly equity: number
  /** The largest notional that the account can carry now. */
  readonly affordable: number
}

/** How much is bought at `price`. A fixed quantity that cannot be paid for is refused, never made smaller. */
export function sizePosition(terms: SizingTerms): Sized {
  const { assumptions, price, affordable } = terms
  const { lot, quantityMin, notionalMin, sizing } = assumptions
  const wished = wishedQuantity(terms)
  const payable = affordable / price
  const most = sizing.kind === 'units' ? wished : Math.min(wished, payable)
  const quantity = lot === null ? most : onGrid(most, lot, 'down')
  if (quantity > payable) return { kind: 'refused', reason: 'CASH_SHORT' }
  if (!(quantity > 0) || quantity < quantityMin) {
    return { kind: 'refused', reason: payable <= 0 ? 'CASH_SHORT' : 'BELOW_QUANTITY_MIN' }
  }
  if (quantity * price < notionalMin) return { kind: 'refused', reason: 'BELOW_NOTIONAL_MIN' }
  return { kind: 'ok', quantity }
}

function wishedQuantity({ assumptions: { sizing }, price, stop, equity }: SizingTerms): number {
  if (sizing.kind === 'units') return sizing.units
  const part = equity * sizing.fraction
  const lossPerUnit = stop === undefined ? price : Math.abs(price - stop)
  return part / (sizing.kind === 'risk' && lossPerUnit > 0 ? lossPerUnit : price)
}
