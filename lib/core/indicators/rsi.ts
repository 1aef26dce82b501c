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
  return fall === 0 ? FULL : FULL - FULL / (1 + rise / fall)
}
