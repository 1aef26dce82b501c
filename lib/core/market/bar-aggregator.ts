import { assert } from '#core/assert.ts'
import { barOpenAt } from './timeframe-length.ts'

/**
 * Gathers bars or trades, oldest first, into the running bar of a longer timeframe. Feeding one at a time is all
 * there is, so live and past agree to the last bit. Plain numbers: a backtest feeds millions.
 */
export class BarAggregator {
  readonly timeframeMs: number
  /** When the running bar opened; -1 before the first. */
  openAt = -1
  open = 0
  high = 0
  low = 0
  close = 0
  volume = 0
  /** How many bars or trades the running bar holds so far. */
  parts = 0
  /** No part at or after this time belongs to the running bar. */
  #until = -1

  constructor(timeframeMs: number) {
    assert(timeframeMs > 0, 'a timeframe is longer than nothing')
    this.timeframeMs = timeframeMs
  }

  /** Whether a part of this time ends the running bar: then read it before `add` begins the next. */
  endsAt(at: number): boolean {
    return this.parts > 0 && at >= this.#until
  }

  /** Adds what was traded from `at` on. */
  add(at: number, open: number, high: number, low: number, close: number, volume: number): void {
    if (at >= this.#until) {
      this.#begin(at, open, high, low, close, volume)
      return
    }
    assert(at >= this.openAt, 'bars are aggregated oldest first')
    if (high > this.high) this.high = high
    if (low < this.low) this.low = low
    this.close = close
    this.volume += volume
    this.parts += 1
  }

  #begin(at: number, open: number, high: number, low: number, close: number, volume: number): void {
    this.openAt = barOpenAt(at, this.timeframeMs)
    this.#until = barOpenAt(this.openAt + this.timeframeMs, this.timeframeMs)
    this.open = open
    this.high = high
    this.low = low
    this.close = close
    this.volume = volume
    this.parts = 1
  }
}
