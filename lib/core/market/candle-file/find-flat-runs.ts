import type { Bars } from '#core/market/bars.ts'
import { DAY_MS } from '#core/time/time.ts'

/** A price that stands still for so many bars in a row is a feed that stood still. */
export const FLAT_BARS_MIN = 120
/** The same for bars of a day or longer. */
export const FLAT_DAYS_MIN = 10

export type FlatRun = { readonly first: number; readonly bars: number }

/** Runs of bars whose open, high, low and close are all one price, that of the bar before. */
export function findFlatRuns({ open, high, low, close, length, timeframeMs }: Bars): FlatRun[] {
  const barsMin = timeframeMs >= DAY_MS ? FLAT_DAYS_MIN : FLAT_BARS_MIN
  const runs: FlatRun[] = []
  let first = 0
  for (let i = 1; i <= length; i++) {
    const price = close[first]
    const isFlat = i < length && high[i] === price && low[i] === price && close[i] === price
    if (isFlat && open[i] === price) continue
    if (i - first >= barsMin) runs.push({ first, bars: i - first })
    first = i
  }
  return runs
}
