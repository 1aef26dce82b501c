import { expect, test } from 'vitest'
import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import { TimeframeDetectors, type TimeframeLane } from '#core/patterns/timeframe-detectors.ts'
import { HOUR_MS, MINUTE_MS } from '#core/time/time.ts'
import { priceWalk } from '#test/price-walk.ts'

const TIMEFRAMES = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS]

test('one feed tells each timeframe what its own bars tell', () => {
  const minutes = priceWalk(6_000)
  const { lanes } = told(minutes, [minutes.length])
  for (const { timeframeMs, detectors } of lanes) {
    const bars = aggregateBars(minutes, timeframeMs)
    expect(patternsOf(detectors.rows)).toEqual(patternsOf(detectPatterns(bars)))
  }
})

test('a bar of a longer timeframe is told with its last minute', () => {
  const { bars } = told(priceWalk(60), [60])
  expect(bars).toEqual([60, 12, 4, 1])
})

test('where its last minute is missing, a bar is told with the next there is', () => {
  const minutes = priceWalk(70)
  expect(told(minutes, [59]).bars).toEqual([59, 11, 3, 0])
  expect(told(minutes, [59, 60]).bars).toEqual([60, 12, 4, 1])
})

/** Feeds the first minutes and then, the one after them left out, the rest up to each of `until`. */
function told(minutes: Bars, until: readonly number[]) {
  const counts = new Map<TimeframeLane, number>()
  const all = new TimeframeDetectors(
    TIMEFRAMES,
    (lane) => counts.set(lane, (counts.get(lane) ?? 0) + 1),
    { keep: 'all' },
  )
  let from = 0
  for (const to of until) {
    feed(all, sliceBars(minutes, from, to + (from > 0 ? 1 : 0)))
    from = to + 1
  }
  return { lanes: all.lanes, bars: all.lanes.map((lane) => counts.get(lane) ?? 0) }
}

function feed(all: TimeframeDetectors, bars: Bars): void {
  const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN
  for (let i = 0; i < bars.length; i += 1) {
    const { openAt, open, high, low, close, volume } = bars
    const prices = [at(open, i), at(high, i), at(low, i), at(close, i)] as const
    all.next(at(openAt, i), ...prices, at(volume, i))
  }
}

function patternsOf(rows: ReturnType<typeof detectPatterns>) {
  return Array.from({ length: rows.length }, (_, row) => rows.at(row))
}
