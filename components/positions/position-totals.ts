import { type AssetId, parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, add, zeroAmount } from '#core/money/money.ts'
import { isUnprotected, type PositionRow } from './position-row.ts'

/** What the rows of one quote asset add up to. Null: one of them cannot be valued, so nobody can say. */
export type PositionTotal = {
  readonly quote: AssetId
  readonly count: number
  readonly unprotectedCount: number
  readonly value: Amount | null
  readonly unrealized: Amount | null
  readonly realized: Amount
  readonly isStale: boolean
}

/** The totals of the rows, per quote asset: amounts of different assets are never added. */
export function positionTotals(rows: readonly PositionRow[]): readonly PositionTotal[] {
  const byQuote = Map.groupBy(
    rows,
    ({ position }) => parseInstrumentId(position.instrumentId).quote,
  )
  return [...byQuote].map(([quote, own]) => ({
    quote,
    count: own.length,
    unprotectedCount: own.filter(isUnprotected).length,
    value: sumOf(own.map(({ value }) => value)),
    unrealized: sumOf(own.map(({ unrealized }) => unrealized)),
    realized: own.reduce<Amount>((sum, { position }) => add(sum, position.realizedPnl), zeroAmount),
    isStale: own.some(({ value }) => value.kind === 'valued' && value.isStale),
  }))
}

function sumOf(values: readonly PositionRow['value'][]): Amount | null {
  return values.reduce<Amount | null>(
    (sum, value) => (sum === null || value.kind === 'unvalued' ? null : add(sum, value.amount)),
    zeroAmount,
  )
}
