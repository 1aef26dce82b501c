import type { Totals } from '#api/codecs/report.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'

/** A level's totals from those of the level below. */
export function sumTotals(parts: readonly Totals[]): Totals {
  const sumOf = (key: 'equity' | 'realizedPnl' | 'unrealizedPnl') =>
    sumValues(parts.map((part) => part[key]))
  const countOf = (key: 'openOrders' | 'inDoubtOrders' | 'openBreaks') =>
    parts.reduce((sum, part) => sum + part[key], 0)
  return {
    equity: sumOf('equity'),
    realizedPnl: sumOf('realizedPnl'),
    unrealizedPnl: sumOf('unrealizedPnl'),
    openOrders: countOf('openOrders'),
    inDoubtOrders: countOf('inDoubtOrders'),
    openBreaks: countOf('openBreaks'),
  }
}
