import type { QueryClient } from '@tanstack/react-query'
import type { CallInput, CallResult } from '#api/endpoint.ts'
import { CANDLES_MAX, listCandles } from '#api/market.ts'
import type { PublicPayload } from '#api/stream.ts'
import { type Candle, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { floorTo } from '#core/time/time.ts'

type Candles = CallResult<typeof listCandles>
type LiveCandle = PublicPayload<'candles'>

/**
 * Brings the cached candles of an instrument, of every timeframe, up to date with its running minute. A longer
 * candle's volume is the server's: it follows when the minute has closed and the list is read again.
 */
export function mergeCandle(
  queryClient: QueryClient,
  instrumentId: InstrumentId,
  minute: LiveCandle,
): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [listCandles.name] })) {
    // The second part of every key that endpointQuery makes.
    const input = query.queryKey[1] as CallInput<typeof listCandles>
    if (input.instrumentId !== instrumentId || isBeyond(input, minute)) continue
    queryClient.setQueryData<Candles>(
      query.queryKey,
      (known) => known && { ...known, items: extended(known.items, minute, input.timeframe) },
    )
  }
}

function isBeyond(input: CallInput<typeof listCandles>, minute: LiveCandle): boolean {
  return input.to !== undefined && minute.openAt >= input.to
}

function extended(
  candles: readonly Candle[],
  { isClosed: _isClosed, ...minute }: LiveCandle,
  timeframe: Timeframe,
): readonly Candle[] {
  const openAt = floorTo(minute.openAt, timeframeMs[timeframe])
  const running = candles.at(-1)
  if (running === undefined || openAt > running.openAt) {
    return [...candles, { ...minute, openAt }].slice(-CANDLES_MAX)
  }
  if (openAt < running.openAt) return candles
  const next = timeframe === '1m' ? minute : widened(running, minute)
  return [...candles.slice(0, -1), next]
}

function widened(running: Candle, minute: Candle): Candle {
  return {
    ...running,
    high: Math.max(running.high, minute.high),
    low: Math.min(running.low, minute.low),
    close: minute.close,
  }
}
