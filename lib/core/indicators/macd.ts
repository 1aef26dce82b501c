import { ema } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'

export type MacdLengths = { readonly fast: number; readonly slow: number; readonly signal: number }
export type Macd = { readonly macd: number; readonly signal: number; readonly histogram: number }

/** Fast less slow exponential average, the average of that difference, and what lies between the two. */
export function macd(lengths: MacdLengths): Indicator<number, Macd> {
  const fast = ema(lengths.fast)
  const slow = ema(lengths.slow)
  const signal = ema(lengths.signal)
  return {
    next(value) {
      const difference = fast.next(value) - slow.next(value)
      return macdOf(difference, Number.isNaN(difference) ? Number.NaN : signal.next(difference))
    },
    peek(value) {
      const difference = fast.peek(value) - slow.peek(value)
      return macdOf(difference, Number.isNaN(difference) ? Number.NaN : signal.peek(difference))
    },
  }
}

function macdOf(difference: number, signal: number): Macd {
  return { macd: difference, signal, histogram: difference - signal }
}
