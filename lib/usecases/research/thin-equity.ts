import type { BacktestResultView } from '#api/codecs/research.ts'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'

/** So many points a curve has at most: more than a wide screen has columns. */
export const EQUITY_POINTS_MAX = 2_000
/** The lowest and the highest of each stretch are kept. */
const KEPT_PER_STRETCH = 2

type Point = BacktestResultView['equity'][number]

/**
 * Equity at the close of bars, with how far it stands below its highest before, as a part of that. A long curve
 * is cut into stretches of which the lowest and the highest are kept, so that no peak and no fall is lost; its
 * first and last point stay.
 */
export function thinEquity(bars: Bars, equity: Float64Array): readonly Point[] {
  const stretches = Math.floor((EQUITY_POINTS_MAX - KEPT_PER_STRETCH) / KEPT_PER_STRETCH)
  const kept = keptBars(equity, Math.max(1, Math.ceil(equity.length / stretches)))
  const points: Point[] = []
  let peak = Number.NEGATIVE_INFINITY
  let next = 0
  for (let i = 0; i < equity.length; i += 1) {
    const value = equity[i] as number
    peak = Math.max(peak, value)
    if (kept[next] !== i) continue
    next += 1
    points.push({ at: closeTimeOf(bars, i), equity: value, drawdown: drawdownOf(value, peak) })
  }
  return points
}

function drawdownOf(value: number, peak: number): number {
  return peak > 0 ? 1 - value / peak : 0
}

/** Indices in order, each once. */
function keptBars(equity: Float64Array, stretch: number): readonly number[] {
  if (equity.length === 0) return []
  const kept = new Set([0])
  for (let from = 0; from < equity.length; from += stretch) {
    let lowest = from
    let highest = from
    for (let i = from; i < Math.min(from + stretch, equity.length); i += 1) {
      // Both are within the column.
      if ((equity[i] as number) < (equity[lowest] as number)) lowest = i
      if ((equity[i] as number) > (equity[highest] as number)) highest = i
    }
    kept.add(lowest).add(highest)
  }
  kept.add(equity.length - 1)
  return [...kept].sort((a, b) => a - b)
}
