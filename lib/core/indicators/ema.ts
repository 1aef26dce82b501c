import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/** Exponential moving average: weight 2 / (length + 1), begun with the mean of the first `length` values. */
export function ema(length: number): Indicator<number, number> {
  assertLength(length)
  return smoothed(length, 2 / (length + 1))
}

/** The average at every value of a column, to the last bit what `ema` tells one by one. */
export function emaColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  return smoothColumn(values, { length, weight: 2 / (length + 1) }, into)
}

/**
 * Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): weight 1 / length, begun with the
 * mean of the first `length` values.
 */
export function wilderMean(length: number): Indicator<number, number> {
  assertLength(length)
  return smoothed(length, 1 / length)
}

/** The mean at every value of a column, to the last bit what `wilderMean` tells; also in place. */
export function wilderColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  return smoothColumn(values, { length, weight: 1 / length }, into)
}

function smoothed(length: number, weight: number): Indicator<number, number> {
  const keep = 1 - weight
  let count = 0
  let sum = 0
  let mean = Number.NaN
  const meanWith = (value: number): number => {
    if (count >= length) return weight * value + keep * mean
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

function smoothColumn(
  values: Float64Array,
  { length, weight }: { readonly length: number; readonly weight: number },
  into: Float64Array,
): Float64Array {
  if (values.length < length) return into.fill(Number.NaN)
  let sum = 0
  for (let i = 0; i < length; i += 1) sum += values[i]!
  into.fill(Number.NaN, 0, length - 1)
  const keep = 1 - weight
  let mean = sum / length
  into[length - 1] = mean
  for (let i = length; i < values.length; i += 1) {
    mean = weight * values[i]! + keep * mean
    into[i] = mean
  }
  return into
}
