import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/** The mean of a window and the sum of the squares about it. */
export type Moments = { readonly mean: number; readonly squares: number }

const UNKNOWN: Moments = { mean: Number.NaN, squares: Number.NaN }

/**
 * Mean and squares of the last `length` values, moved on by Welford's update and made anew once per turn of the
 * window: squares of prices of 64,000 would swallow a move of 1. Squares are never below zero.
 */
export function movingMoments(length: number): Indicator<number, Moments> {
  assertLength(length)
  const window = new Float64Array(length)
  let count = 0
  let moments = UNKNOWN
  const momentsWith = (value: number): Moments => {
    const at = count % length
    if (at === length - 1) return freshMoments(window, value)
    if (count < length) return UNKNOWN
    const { mean, squares } = moments
    const from = window[at]!
    const change = value - from
    const next = mean + change / length
    return { mean: next, squares: Math.max(0, squares + change * (value - next + (from - mean))) }
  }
  return {
    next(value) {
      moments = momentsWith(value)
      window[count % length] = value
      count += 1
      return moments
    },
    peek: momentsWith,
  }
}

function freshMoments(window: Float64Array, last: number): Moments {
  const end = window.length - 1
  let sum = 0
  for (let i = 0; i < end; i += 1) sum += window[i]!
  const mean = (sum + last) / window.length
  let squares = 0
  for (let i = 0; i < end; i += 1) squares += (window[i]! - mean) ** 2
  return { mean, squares: squares + (last - mean) ** 2 }
}

type MomentColumns = { readonly mean: Float64Array; readonly squares: Float64Array }

/** The moments at every value of a column, to the last bit what `movingMoments` tells one by one. */
export function momentColumns(
  values: Float64Array,
  length: number,
  into: MomentColumns,
): MomentColumns {
  assertLength(length)
  into.mean.fill(Number.NaN, 0, length - 1)
  into.squares.fill(Number.NaN, 0, length - 1)
  for (let full = length - 1; full < values.length; full += length)
    turnWindow(values, length, full, into)
  return into
}

/** The first full window at `full`, and its moves until each of its values has left. */
function turnWindow(values: Float64Array, length: number, full: number, into: MomentColumns): void {
  let sum = 0
  for (let i = full - length + 1; i <= full; i += 1) sum += values[i]!
  let mean = sum / length
  let squares = 0
  for (let i = full - length + 1; i <= full; i += 1) squares += (values[i]! - mean) ** 2
  into.mean[full] = mean
  into.squares[full] = squares
  const end = Math.min(full + length, values.length)
  for (let i = full + 1; i < end; i += 1) {
    const from = values[i - length]!
    const change = values[i]! - from
    const next = mean + change / length
    squares = Math.max(0, squares + change * (values[i]! - next + (from - mean)))
    mean = next
    into.mean[i] = mean
    into.squares[i] = squares
  }
}
