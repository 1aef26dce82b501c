import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'
import type { Values } from './indicator-definition.ts'

/**
 * An indicator along a chart's candles. Closed candles are taken once; the running one is only looked at, so
 * that a stream of its changes costs no more than the change.
 */
export class IndicatorRun {
  readonly #make: () => Indicator<Candle, Values>
  readonly #reads: readonly (keyof Candle)[]
  #indicator: Indicator<Candle, Values>
  /** The closed candles it has taken. */
  readonly #taken: Candle[] = []
  readonly #values: Values[] = []

  constructor({ make, reads }: RunInput) {
    this.#make = make
    this.#reads = reads
    this.#indicator = make()
  }

  /** The values at every candle, as they are now. */
  get values(): readonly Values[] {
    return this.#values
  }

  /**
   * Follows candles that changed from `from` on; 0 for all. It starts over when a candle that was taken has
   * changed in what it reads: a volume that is corrected moves no average of closes.
   */
  follow(candles: readonly Candle[], from: number): readonly Values[] {
    const running = candles.length - 1
    if (!this.#stands(candles, from)) {
      this.#indicator = this.#make()
      this.#taken.length = 0
    }
    this.#values.length = this.#taken.length
    for (let at = this.#taken.length; at <= running; at += 1) {
      const candle = candles[at]
      if (candle === undefined) break
      this.#values.push(at < running ? this.#indicator.next(candle) : this.#indicator.peek(candle))
      if (at < running) this.#taken.push(candle)
    }
    return this.#values
  }

  /** Whether everything that was taken is still so. */
  #stands(candles: readonly Candle[], from: number): boolean {
    if (this.#taken.length > candles.length - 1) return this.#taken.length === 0
    for (let at = from; at < this.#taken.length; at += 1) {
      const [was, is] = [this.#taken[at], candles[at]]
      if (was === undefined || is === undefined || was.openAt !== is.openAt) return false
      if (this.#reads.some((field) => was[field] !== is[field])) return false
    }
    return true
  }
}

type RunInput = {
  make(): Indicator<Candle, Values>
  /** What of a candle it is calculated from. */
  readonly reads: readonly (keyof Candle)[]
}
