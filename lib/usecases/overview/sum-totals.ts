import type { Totals } from '#api/codecs/report.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'

/** A level's totals from those of the level below. */
export function sumTotals(parts: readonly Totals[]): Totals {
  const sumOf = (key: 'equity' | 'realizedPnl' | 'unrealizedPnl') =>
    sumValues(parts.map((part) => part[key]))
  return {
    equity: sumOf('equity'),
    realizedPnl: sumOf('realizedPnl'),
    unrealizedPnl: sumOf('unrealizedPnl'),
    openOrders: sumCounts(parts.map(({ openOrders }) => openOrders)),
    inDoubtOrders: sumCounts(parts.map(({ inDoubtOrders }) => inDoubtOrders)),
    openBreaks: parts.reduce((sum, { openBreaks }) => sum + openBreaks, 0),
  }
}

/** Not known as soon as one of them is not. */
function sumCounts(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  )
}
