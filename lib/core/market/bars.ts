import type { Candle } from '#core/market/candle.ts'
import type { UnixMs } from '#core/time/time.ts'

/**
 * Candles of one instrument and one timeframe as columns, oldest first, each open time once: what research
 * computes on. Numbers: no order and no mark ever reads them. A bar is [openAt, openAt + timeframeMs) UTC;
 * bars in which nothing was traded may be missing.
 */
export type Bars = {
  readonly timeframeMs: number
  readonly length: number
  /** Unix milliseconds UTC. */
  readonly openAt: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export const BAR_COLUMNS = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const

/** Columns for `length` bars, all zero; `shared` ones are seen by every worker thread without a copy. */
export function makeBars(
  length: number,
  timeframeMs: number,
  memory: 'own' | 'shared' = 'own',
): Bars {
  const column = () => {
    const bytes = length * Float64Array.BYTES_PER_ELEMENT
    return new Float64Array(
      memory === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    )
  }
  return {
    timeframeMs,
    length,
    openAt: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
}

/** The same candles as columns. */
export function barsOf(candles: readonly Candle[], timeframeMs: number): Bars {
  const bars = makeBars(candles.length, timeframeMs)
  candles.forEach((candle, i) => {
    for (const column of BAR_COLUMNS) bars[column][i] = candle[column]
  })
  return bars
}

/** Bars `from` up to but without `to`; the columns are views, not copies. */
export function sliceBars(bars: Bars, from: number, to: number): Bars {
  const view = (column: Float64Array) => column.subarray(from, to)
  const openAt = view(bars.openAt)
  return {
    timeframeMs: bars.timeframeMs,
    length: openAt.length,
    openAt,
    open: view(bars.open),
    high: view(bars.high),
    low: view(bars.low),
    close: view(bars.close),
    volume: view(bars.volume),
  }
}

/** When bar `i` closed, which is the first moment at which anything in it was knowable. */
export function closeTimeOf(bars: Bars, i: number): UnixMs {
  // Columns hold whole milliseconds.
  return ((bars.openAt[i] as number) + bars.timeframeMs) as UnixMs
}
