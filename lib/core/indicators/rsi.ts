import { wilderMean } from '#core/indicators/ema.ts'
import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

const FULL = 100

/**
 * Relative strength index after Wilder: of the mean rise and the mean fall of `length` changes, 0 to 100.
 * Known from bar `length` on (the first bar has no change); 100 while nothing has fallen.
 */
export function rsi(length: number): Indicator<number, number> {
  assertLength(length)
  const rises = wilderMean(length)
  const falls = wilderMean(length)
  let previous = Number.NaN
  return {
    next(value) {
      const change = value - previous
      const isFirst = Number.isNaN(previous)
      previous = value
      return isFirst
        ? Number.NaN
        : strength(rises.next(riseOf(change)), falls.next(riseOf(-change)))
    },
    peek(value) {
      if (Number.isNaN(previous)) return Number.NaN
      const change = value - previous
      return strength(rises.peek(riseOf(change)), falls.peek(riseOf(-change)))
    },
  }
}

function riseOf(change: number): number {
  return Math.max(change, 0)
}

function strength(rise: number, fall: number): number {
  return fall === 0 ? FULL : (FULL * rise) / (rise + fall)
}

/** The strength at every value of a column, to the last bit what `rsi` tells one by one. */
export function rsiColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  into.fill(Number.NaN, 0, length)
  if (values.length <= length) return into
  let rise = 0
  let fall = 0
  for (let i = 1; i <= length; i += 1) {
    const change = values[i]! - values[i - 1]!
    rise += riseOf(change)
    fall += riseOf(-change)
  }
  rise /= length
  fall /= length
  into[length] = strength(rise, fall)
  const weight = 1 / length
  const keep = 1 - weight
  for (let i = length + 1; i < values.length; i += 1) {
    const change = values[i]! - values[i - 1]!
    rise = weight * riseOf(change) + keep * rise
    fall = weight * riseOf(-change) + keep * fall
    into[i] = strength(rise, fall)
  }
  return into
}
