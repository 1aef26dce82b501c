import { type Bars, makeBars } from '#core/market/bars.ts'
import { HOUR_MS } from '#core/time/time.ts'

/** Open, high, low, close. */
export type BarText = readonly [number, number, number, number]

/** A small series of hours, checked by hand: one row for each bar. */
export function barsFrom(rows: readonly BarText[], timeframeMs = HOUR_MS): Bars {
  const bars = makeBars(rows.length, timeframeMs)
  rows.forEach(([open, high, low, close], i) => {
    bars.openAt[i] = i * timeframeMs
    bars.open[i] = open
    bars.high[i] = high
    bars.low[i] = low
    bars.close[i] = close
    bars.volume[i] = 100
  })
  return bars
}
