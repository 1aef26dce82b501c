import { assert } from '#core/assert.ts'

/** The longest window an indicator takes: beyond it a chart shows nothing a longer timeframe would not. */
export const INDICATOR_LENGTH_MAX = 5_000

/**
 * A value that follows a series bar by bar, in constant time per bar however long the series is. What is not
 * known yet is NaN. Numbers, not money: nothing that is ordered or booked reads an indicator.
 */
export type Indicator<Input, Output> = {
  /** Takes the next closed bar and gives the value at it. */
  next(input: Input): Output
  /** What `next` would give, to the last bit, without taking the bar: for the one that is still running. */
  peek(input: Input): Output
}

export function assertLength(length: number): void {
  assert(
    Number.isInteger(length) && length >= 1 && length <= INDICATOR_LENGTH_MAX,
    'an indicator has a length of whole bars within its limit',
  )
}
