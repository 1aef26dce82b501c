import { assert } from '#core/assert.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low'>
export type ParabolicSarTerms = {
  /** By how much the stop's acceleration grows with every new extreme, and where it begins. */
  readonly step: number
  readonly max: number
}

/**
 * Parabolic stop and reverse after Wilder (1978): the stop of a position that is always in the market. It moves
 * towards the furthest price of the trade, never beyond the two bars before, and turns when a bar crosses it.
 * Wilder leaves the beginning open: the second bar begins a rise from the low before it unless its middle is
 * lower, then a fall.
 */
export function parabolicSar(terms: ParabolicSarTerms): Indicator<Range, number> {
  assertTerms(terms)
  const stop = new Stop(terms)
  return {
    next: (bar) => stop.move(bar.high, bar.low),
    peek: (bar) => Object.assign(new Stop(terms), stop).move(bar.high, bar.low),
  }
}

/** The stop at every bar, to the last bit what `parabolicSar` tells one by one. */
export function parabolicSarColumn(
  { length, high, low }: Pick<Bars, 'length' | 'high' | 'low'>,
  terms: ParabolicSarTerms,
  into: Float64Array = new Float64Array(length),
): Float64Array {
  assertTerms(terms)
  const stop = new Stop(terms)
  for (let i = 0; i < length; i += 1) into[i] = stop.move(high[i]!, low[i]!)
  return into
}

function assertTerms({ step, max }: ParabolicSarTerms): void {
  assert(step > 0 && max > 0, 'a stop accelerates by steps up to a limit')
}

class Stop {
  readonly step: number
  readonly max: number
  at = Number.NaN
  isRising = true
  acceleration = 0
  /** The furthest price of the trade. */
  extreme = Number.NaN
  high = Number.NaN
  low = Number.NaN
  highBefore = Number.NaN
  lowBefore = Number.NaN

  constructor({ step, max }: ParabolicSarTerms) {
    this.step = Math.min(step, max)
    this.max = max
  }

  move(high: number, low: number): number {
    if (!Number.isNaN(this.at)) this.#follow(high, low)
    else if (!Number.isNaN(this.high)) this.#begin(high, low)
    this.highBefore = this.high
    this.lowBefore = this.low
    this.high = high
    this.low = low
    return this.at
  }

  #begin(high: number, low: number): void {
    this.isRising = high + low >= this.high + this.low
    this.at = this.isRising ? this.low : this.high
    this.extreme = this.isRising ? high : low
    this.acceleration = this.step
  }

  #follow(high: number, low: number): void {
    const aim = this.at + this.acceleration * (this.extreme - this.at)
    const isFurther = this.isRising ? high > this.extreme : low < this.extreme
    if (isFurther) {
      this.extreme = this.isRising ? high : low
      this.acceleration = Math.min(this.acceleration + this.step, this.max)
    }
    this.at = this.isRising
      ? Math.min(aim, this.low, this.lowBefore)
      : Math.max(aim, this.high, this.highBefore)
    const isCrossed = this.isRising ? low < this.at : high > this.at
    if (isCrossed) this.#turn(high, low)
  }

  #turn(high: number, low: number): void {
    this.isRising = !this.isRising
    this.at = this.extreme
    this.extreme = this.isRising ? high : low
    this.acceleration = this.step
  }
}
