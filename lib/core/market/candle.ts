import { assert } from '#core/assert.ts'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS, type UnixMs } from '#core/time/time.ts'

/** What was traded in [openAt, openAt + timeframe) UTC. Numbers: no order and no mark ever reads a candle. */
export type Candle = {
  readonly openAt: UnixMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export const TIMEFRAMES = ['1m', '5m', '15m', '1h', '4h', '1d'] as const
export type Timeframe = (typeof TIMEFRAMES)[number]

export const timeframeMs: Readonly<Record<Timeframe, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': DAY_MS,
}

export type CandleFault =
  | 'NOT_FINITE'
  | 'PRICE_NOT_POSITIVE'
  | 'VOLUME_NEGATIVE'
  | 'HIGH_BELOW_BODY'
  | 'LOW_ABOVE_BODY'
  | 'OPEN_TIME_NOT_ON_TIMEFRAME'

/** What is wrong with a candle from outside; null when nothing is. */
export function checkCandle(candle: Candle, timeframe: Timeframe): CandleFault | null {
  const { openAt, open, high, low, close, volume } = candle
  if (![openAt, open, high, low, close, volume].every(Number.isFinite)) return 'NOT_FINITE'
  if (Math.min(open, high, low, close) <= 0) return 'PRICE_NOT_POSITIVE'
  if (volume < 0) return 'VOLUME_NEGATIVE'
  if (high < Math.max(open, close)) return 'HIGH_BELOW_BODY'
  if (low > Math.min(open, close)) return 'LOW_ABOVE_BODY'
  if (openAt % timeframeMs[timeframe] !== 0) return 'OPEN_TIME_NOT_ON_TIMEFRAME'
  return null
}

/**
 * Gathers candles, oldest first, into the UTC buckets of a longer timeframe. A bucket without candles gives
 * none; the last one may still be running. Feeding candles one at a time through `extendCandles` gives the
 * same result.
 */
export function aggregateCandles(candles: Iterable<Candle>, timeframe: Timeframe): Candle[] {
  const aggregated: Candle[] = []
  for (const candle of candles) extendCandles(aggregated, candle, timeframe)
  return aggregated
}

/** Adds the next candle to the end of an aggregation made so far. */
export function extendCandles(aggregated: Candle[], candle: Candle, timeframe: Timeframe): void {
  const openAt = floorTo(candle.openAt, timeframeMs[timeframe])
  const running = aggregated.at(-1)
  assert(running === undefined || openAt >= running.openAt, 'candles are aggregated oldest first')
  if (running?.openAt === openAt) aggregated[aggregated.length - 1] = mergeCandles(running, candle)
  else aggregated.push({ ...candle, openAt })
}

function mergeCandles(running: Candle, next: Candle): Candle {
  return {
    openAt: running.openAt,
    open: running.open,
    high: Math.max(running.high, next.high),
    low: Math.min(running.low, next.low),
    close: next.close,
    volume: running.volume + next.volume,
  }
}
