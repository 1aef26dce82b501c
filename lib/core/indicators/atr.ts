import { wilderColumn, wilderMean } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low' | 'close'>
export type RangeColumns = Pick<Bars, 'length' | 'high' | 'low' | 'close'>

/**
 * Average true range after Wilder, of `length` bars: a bar's range widened to the close before it. The first
 * bar's true range is its own range.
 */
export function atr(length: number): Indicator<Range, number> {
  const mean = wilderMean(length)
  let closeBefore = Number.NaN
  return {
    next(bar) {
      const range = trueRange(bar.high, bar.low, closeBefore)
      closeBefore = bar.close
      return mean.next(range)
    },
    peek: (bar) => mean.peek(trueRange(bar.high, bar.low, closeBefore)),
  }
}

/** The range at every bar, to the last bit what `atr` tells one by one. */
export function atrColumn(
  bars: RangeColumns,
  length: number,
  into: Float64Array = new Float64Array(bars.length),
): Float64Array {
  return wilderColumn(trueRangeColumn(bars, into), length, into)
}

/** The true range of every bar. */
export function trueRangeColumn(
  { length, high, low, close }: RangeColumns,
  into: Float64Array,
): Float64Array {
  if (length > 0) into[0] = high[0]! - low[0]!
  for (let i = 1; i < length; i += 1) {
    into[i] = Math.max(high[i]!, close[i - 1]!) - Math.min(low[i]!, close[i - 1]!)
  }
  return into
}

/** A bar's range widened to the close before it; its own where that is NaN, unknown. */
export function trueRange(high: number, low: number, closeBefore: number): number {
  if (Number.isNaN(closeBefore)) return high - low
  return Math.max(high, closeBefore) - Math.min(low, closeBefore)
}
