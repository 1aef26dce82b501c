import { MINUTE_MS } from './minute-candles.ts'

const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
/** 1970-01-05 was a Monday; weeks begin there. */
const FIRST_MONDAY_MS = 4 * DAY_MS

const FIXED: Readonly<Record<string, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
}

export function isInterval(text: string): boolean {
  return text in FIXED || text === '1w' || text === '1M'
}

/** Open time (UTC) of the interval's candle that holds `at`. */
export function openOf(interval: string, at: number): number {
  if (interval === '1M') {
    const date = new Date(at)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  }
  if (interval === '1w') {
    return Math.floor((at - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS
  }
  const length = FIXED[interval] ?? MINUTE_MS
  return Math.floor(at / length) * length
}

/** Open time of the candle after the one that opens at `openAt`. */
export function nextOpenOf(interval: string, openAt: number): number {
  if (interval === '1M') {
    const date = new Date(openAt)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  }
  return openAt + (interval === '1w' ? WEEK_MS : (FIXED[interval] ?? MINUTE_MS))
}

/** Open time of the candle `count` candles before the one that opens at `openAt`. */
export function earlierOpenOf(interval: string, openAt: number, count: number): number {
  if (interval === '1M') {
    const date = new Date(openAt)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - count, 1)
  }
  return openAt - count * (nextOpenOf(interval, openAt) - openAt)
}
