import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/** What the weights 1, 2 ... length add up to. */
function weightOf(length: number): number {
  return (length * (length + 1)) / 2
}

/**
 * Linearly weighted moving average of the last `length` values: the newest counts `length` times, the oldest
 * once. Both sums it runs on are made anew once per turn of the window.
 */
export function wma(length: number): Indicator<number, number> {
  assertLength(length)
  const window = new Float64Array(length)
  const weight = weightOf(length)
  let count = 0
  let sum = 0
  let weighted = 0
  const isTurn = () => count % length === length - 1
  const weightedWith = (value: number): number => {
    if (!isTurn()) return weighted + (length * value - sum)
    let fresh = 0
    for (let i = 0; i < length - 1; i += 1) fresh += (i + 1) * window[i]!
    return fresh + length * value
  }
  const sumWith = (value: number): number => {
    if (!isTurn()) return sum + (value - window[count % length]!)
    let fresh = 0
    for (let i = 0; i < length - 1; i += 1) fresh += window[i]!
    return fresh + value
  }
  return {
    next(value) {
      weighted = weightedWith(value)
      sum = sumWith(value)
      window[count % length] = value
      count += 1
      return count < length ? Number.NaN : weighted / weight
    },
    peek: (value) => (count + 1 < length ? Number.NaN : weightedWith(value) / weight),
  }
}

/** The average at every value of a column, to the last bit what `wma` tells one by one. */
export function wmaColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  const weight = weightOf(length)
  into.fill(Number.NaN, 0, length - 1)
  for (let full = length - 1; full < values.length; full += length) {
    let sum = 0
    let weighted = 0
    for (let i = full - length + 1, nth = 1; i <= full; i += 1, nth += 1) {
      sum += values[i]!
      weighted += nth * values[i]!
    }
    into[full] = weighted / weight
    const end = Math.min(full + length, values.length)
    for (let i = full + 1; i < end; i += 1) {
      weighted += length * values[i]! - sum
      sum += values[i]! - values[i - length]!
      into[i] = weighted / weight
    }
  }
  return into
}
