import { type AssetId, parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, absolute, add, subtract, zeroAmount } from '#core/money/money.ts'
import { isFlat } from '#core/portfolio/position.ts'
import { isUnprotected, type PositionRow } from './position-row.ts'

/** What stands at risk in one quote asset. Null: one of its parts is unknown, so nobody can say. */
export type RiskTotal = {
  readonly quote: AssetId
  readonly openCount: number
  /** What all open positions are worth, long and short alike. */
  readonly exposure: Amount | null
  readonly largest: { readonly row: PositionRow; readonly value: Amount } | null
  readonly unprotectedCount: number
  /** What would be lost or kept if every stop were hit at its price; the unprotected part is not in it. */
  readonly pnlAtStops: Amount | null
  /** From the value of now to what the stops would leave, of what is protected. */
  readonly givenBackAtStops: Amount | null
}

/** The risk of open positions, per quote asset. */
export function riskTotals(rows: readonly PositionRow[]): readonly RiskTotal[] {
  const open = rows.filter(({ position }) => !isFlat(position))
  const byQuote = Map.groupBy(
    open,
    ({ position }) => parseInstrumentId(position.instrumentId).quote,
  )
  return [...byQuote].map(([quote, own]) => totalOf(quote, own))
}

function totalOf(quote: AssetId, rows: readonly PositionRow[]): RiskTotal {
  const pnlAtStops = sum(rows.map(({ protection }) => protection?.pnlAtStops ?? null))
  const stopped = rows.filter(({ protection }) => (protection?.stops.length ?? 0) > 0)
  const unrealized = allOf(stopped.map(unrealizedOf))
  return {
    quote,
    openCount: rows.length,
    exposure: allOf(rows.map(worthOf)),
    largest: largestOf(rows),
    unprotectedCount: rows.filter(isUnprotected).length,
    pnlAtStops: stopped.length === 0 ? null : pnlAtStops,
    givenBackAtStops:
      stopped.length === 0 || pnlAtStops === null || unrealized === null
        ? null
        : subtract(pnlAtStops, unrealized),
  }
}

function largestOf(rows: readonly PositionRow[]): RiskTotal['largest'] {
  return rows.reduce<RiskTotal['largest']>((largest, row) => {
    const value = worthOf(row)
    return value === null || (largest !== null && value <= largest.value) ? largest : { row, value }
  }, null)
}

function worthOf({ value }: PositionRow): Amount | null {
  return value.kind === 'valued' ? absolute(value.amount) : null
}

function unrealizedOf({ unrealized }: PositionRow): Amount | null {
  return unrealized.kind === 'valued' ? unrealized.amount : null
}

/** The sum of what is there. */
function sum(parts: readonly (Amount | null)[]): Amount {
  return parts.reduce<Amount>(
    (total, part) => (part === null ? total : add(total, part)),
    zeroAmount,
  )
}

/** The sum, unknown as soon as one part is. */
function allOf(parts: readonly (Amount | null)[]): Amount | null {
  return parts.every((part) => part !== null) ? sum(parts) : null
}
