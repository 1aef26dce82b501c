import { assert } from '#core/assert.ts'
import { BarAggregator } from './bar-aggregator.ts'
import { type Bars, makeBars } from './bars.ts'
import { barOpenAt } from './timeframe-length.ts'

/** Bars of a longer timeframe; `parts` says how many shorter ones are in each, so that a broken bar is known. */
export type AggregatedBars = Bars & { readonly parts: Uint32Array }

/**
 * Bars gathered into those of a longer timeframe, aligned to UTC. A stretch without bars gives none; the first and
 * the last may be incomplete. The same as feeding a BarAggregator one by one.
 */
export function aggregateBars(bars: Bars, timeframeMs: number): AggregatedBars {
  assert(timeframeMs >= bars.timeframeMs, 'bars are aggregated to a longer timeframe')
  const longer = makeBars(countBuckets(bars.openAt, timeframeMs), timeframeMs)
  const parts = new Uint32Array(longer.length)
  const running = new BarAggregator(timeframeMs)
  let bucket = 0
  const write = () => {
    longer.openAt[bucket] = running.openAt
    longer.open[bucket] = running.open
    longer.high[bucket] = running.high
    longer.low[bucket] = running.low
    longer.close[bucket] = running.close
    longer.volume[bucket] = running.volume
    parts[bucket] = running.parts
    bucket += 1
  }
  const { openAt, open, high, low, close, volume } = bars
  for (let i = 0; i < bars.length; i++) {
    const at = openAt[i] as number
    if (running.endsAt(at)) write()
    running.add(
      at,
      open[i] as number,
      high[i] as number,
      low[i] as number,
      close[i] as number,
      volume[i] as number,
    )
  }
  if (running.parts > 0) write()
  return { ...longer, parts }
}

function countBuckets(openAt: Float64Array, timeframeMs: number): number {
  let count = 0
  let until = Number.NEGATIVE_INFINITY
  for (const at of openAt) {
    if (at < until) continue
    count += 1
    until = barOpenAt(barOpenAt(at, timeframeMs) + timeframeMs, timeframeMs)
  }
  return count
}
