import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'
import type { Values } from './indicator-catalog.ts'

/**
 * An indicator along a chart's candles. Closed candles are taken once; the running one is only looked at, so
 * that a stream of its changes costs no more than the change.
 */
export class IndicatorRun {
  readonly #make: () => Indicator<Candle, Values>
  #indicator: Indicator<Candle, Values>
  #taken = 0
  #values: Values[] = []

  constructor(make: () => Indicator<Candle, Values>) {
    this.#make = make
    this.#indicator = make()
  }

  /** The values at every candle, as they are now. */
  get values(): readonly Values[] {
    return this.#values
  }

  /** Follows candles that changed from `from` on; 0 for all. What was taken and changed starts it over. */
  follow(candles: readonly Candle[], from: number): readonly Values[] {
    if (from < this.#taken) {
      this.#indicator = this.#make()
      this.#taken = 0
    }
    this.#values.length = this.#taken
    const running = candles.length - 1
    for (let at = this.#taken; at <= running; at += 1) {
      const candle = candles[at]
      if (candle === undefined) break
      this.#values.push(at < running ? this.#indicator.next(candle) : this.#indicator.peek(candle))
    }
    this.#taken = Math.max(0, running)
    return this.#values
  }
}
