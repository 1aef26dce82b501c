import { earlierOpenOf, nextOpenOf, openOf } from './intervals.ts'
import type { Candle, MinuteCandles } from './minute-candles.ts'

export type Kline = Candle & { readonly closeAt: number }

export type KlineQuery = {
  readonly interval: string
  readonly startAt?: number | undefined
  readonly endAt?: number | undefined
  readonly limit: number
}

/** Candles of any interval joined from minutes: from `startAt` forward, else the newest up to `endAt`. */
export function readKlines(minutes: MinuteCandles, query: KlineQuery): Kline[] {
  if (minutes.length === 0) return []
  const { interval, limit } = query
  const endAt = Math.min(query.endAt ?? Number.MAX_SAFE_INTEGER, minutes.lastOpenAt())
  const earliest = query.startAt ?? earlierOpenOf(interval, openOf(interval, endAt), limit - 1)
  let openAt = openOf(interval, Math.max(earliest, minutes.firstOpenAt))
  if (query.startAt !== undefined && openAt < query.startAt) openAt = nextOpenOf(interval, openAt)
  const klines: Kline[] = []
  while (openAt <= endAt && klines.length < limit) {
    const kline = klineAt(minutes, interval, openAt)
    if (kline !== null) klines.push(kline)
    openAt = nextOpenOf(interval, openAt)
  }
  return klines
}

/** The candle of `interval` that opens at `openAt`, as far as it has come. */
export function klineAt(minutes: MinuteCandles, interval: string, openAt: number): Kline | null {
  const closeAt = nextOpenOf(interval, openAt) - 1
  const candle = minutes.join(minutes.indexOf(openAt), minutes.indexOf(closeAt) + 1)
  return candle === null ? null : { ...candle, openAt, closeAt }
}
