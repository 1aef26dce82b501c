import { wilderMean } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low' | 'close'>

/**
 * Average true range after Wilder, of `length` bars: a bar's range widened to the close before it. The first
 * bar's true range is its own range.
 */
export function atr(length: number): Indicator<Range, number> {
  const mean = wilderMean(length)
  let closeBefore = Number.NaN
  return {
    next(bar) {
      const range = trueRange(bar, closeBefore)
      closeBefore = bar.close
      return mean.next(range)
    },
    peek: (bar) => mean.peek(trueRange(bar, closeBefore)),
  }
}

function trueRange({ high, low }: Range, closeBefore: number): number {
  if (Number.isNaN(closeBefore)) return high - low
  return Math.max(high, closeBefore) - Math.min(low, closeBefore)
}
