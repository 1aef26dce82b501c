import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/**
 * Simple moving average of the last `length` values; NaN before there are so many. The running sum is made
 * anew from the window once per turn of it, so the error of adding and taking away never builds up.
 */
export function sma(length: number): Indicator<number, number> {
  assertLength(length)
  const window = new Float64Array(length)
  let count = 0
  let sum = 0
  const sumWith = (value: number): number => {
    const at = count % length
    if (at < length - 1) return sum + (value - window[at]!)
    let fresh = 0
    for (let i = 0; i < at; i += 1) fresh += window[i]!
    return fresh + value
  }
  return {
    next(value) {
      sum = sumWith(value)
      window[count % length] = value
      count += 1
      return count < length ? Number.NaN : sum / length
    },
    peek: (value) => (count + 1 < length ? Number.NaN : sumWith(value) / length),
  }
}

/** The average at every value of a column, to the last bit what `sma` tells one by one. */
export function smaColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  into.fill(Number.NaN, 0, length - 1)
  for (let full = length - 1; full < values.length; full += length) {
    let sum = 0
    for (let i = full - length + 1; i <= full; i += 1) sum += values[i]!
    into[full] = sum / length
    const end = Math.min(full + length, values.length)
    for (let i = full + 1; i < end; i += 1) {
      sum += values[i]! - values[i - length]!
      into[i] = sum / length
    }
  }
  return into
}
