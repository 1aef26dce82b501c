import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/** Exponential moving average: weight 2 / (length + 1), begun with the mean of the first `length` values. */
export function ema(length: number): Indicator<number, number> {
  assertLength(length)
  return smoothed(length, 2 / (length + 1))
}

/**
 * Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): weight 1 / length, begun with the
 * mean of the first `length` values.
 */
export function wilderMean(length: number): Indicator<number, number> {
  assertLength(length)
  return smoothed(length, 1 / length)
}

function smoothed(length: number, weight: number): Indicator<number, number> {
  let count = 0
  let sum = 0
  let mean = Number.NaN
  const meanWith = (value: number): number => {
    if (count >= length) return mean + weight * (value - mean)
    return count === length - 1 ? (sum + value) / length : Number.NaN
  }
  return {
    next(value) {
      mean = meanWith(value)
      sum += count < length ? value : 0
      count += 1
      return mean
    },
    peek: meanWith,
  }
}
