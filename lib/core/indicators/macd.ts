import { ema, emaColumn } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'

export type MacdLengths = { readonly fast: number; readonly slow: number; readonly signal: number }
export type Macd = { readonly macd: number; readonly signal: number; readonly histogram: number }

/**
 * Moving average convergence divergence after Appel: fast less slow exponential average, the average of that
 * difference, and what lies between the two.
 */
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

type MacdColumns = Readonly<Record<keyof Macd, Float64Array>>

/** The lines at every value of a column, to the last bit what `macd` tells one by one. */
export function macdColumns(
  values: Float64Array,
  lengths: MacdLengths,
  into: MacdColumns = {
    macd: new Float64Array(values.length),
    signal: new Float64Array(values.length),
    histogram: new Float64Array(values.length),
  },
): MacdColumns {
  const { macd: difference, signal, histogram } = into
  emaColumn(values, lengths.fast, difference)
  emaColumn(values, lengths.slow, signal)
  for (let i = 0; i < values.length; i += 1) difference[i] = difference[i]! - signal[i]!
  const known = Math.max(lengths.fast, lengths.slow) - 1
  signal.fill(Number.NaN, 0, known)
  emaColumn(difference.subarray(known), lengths.signal, signal.subarray(known))
  for (let i = 0; i < values.length; i += 1) histogram[i] = difference[i]! - signal[i]!
  return into
}
