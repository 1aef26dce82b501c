import { isMonth } from '#core/market/timeframe-length.ts'
import type { UnixMs } from '#core/time/time.ts'
import { type DataReport, GAPS_LISTED_MAX, type Gap } from './data-report.ts'

/** Where bars are missing between these times, oldest first and each once. */
export function findGaps(times: Float64Array, timeframeMs: number): DataReport['gaps'] {
  const ranges: Gap[] = []
  let count = 0
  let bars = 0
  let barsMax = 0
  for (let i = 1; i < times.length; i++) {
    const before = times[i - 1] as number
    const after = times[i] as number
    const missing = stepsBetween(before, after, timeframeMs) - 1
    if (missing < 1) continue
    count += 1
    bars += missing
    barsMax = Math.max(barsMax, missing)
    if (ranges.length < GAPS_LISTED_MAX) ranges.push(gapOf(before, missing, timeframeMs))
  }
  return { count, bars, barsMax, ranges }
}

function gapOf(before: number, bars: number, timeframeMs: number): Gap {
  // Sums of times are times.
  return {
    firstAt: (before + timeframeMs) as UnixMs,
    lastAt: (before + bars * timeframeMs) as UnixMs,
    bars,
  }
}

function stepsBetween(before: number, after: number, timeframeMs: number): number {
  if (!isMonth(timeframeMs)) return Math.round((after - before) / timeframeMs)
  return monthOf(after) - monthOf(before)
}

function monthOf(at: number): number {
  const date = new Date(at)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
