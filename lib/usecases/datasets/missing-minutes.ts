import type { Bars } from '#core/market/bars.ts'
import { DAY_MS, MINUTE_MS, type UnixMs } from '#core/time/time.ts'

/** Ten years of minutes: some five thousand requests. */
export const HISTORY_MS_MAX = 3_660 * DAY_MS
/** Which minutes of [from, to) no candle is known of. */
export class MissingMinutes {
  readonly #from: number
  readonly #isKnown: Uint8Array
  #known = 0

  constructor({ from, to }: { readonly from: UnixMs; readonly to: UnixMs }) {
    this.#from = from
    this.#isKnown = new Uint8Array((to - from) / MINUTE_MS)
  }

  get count(): number {
    return this.#isKnown.length - this.#known
  }

  /** Notes candles that we have. */
  addBars({ openAt }: Bars): void {
    for (const at of openAt) this.#add(this.#indexOf(at))
  }

  /** Notes a stretch that has been asked for: what the venue did not tell does not exist. */
  addRange(from: UnixMs, to: number): void {
    for (let index = this.#indexOf(from); index < this.#indexOf(to); index++) this.#add(index)
  }

  /** The first missing minute from `at` on; null when there is none. */
  nextFrom(at: number): UnixMs | null {
    const index = this.#isKnown.indexOf(0, Math.max(0, this.#indexOf(at)))
    // A whole minute of the range, which are times.
    return index === -1 ? null : ((this.#from + index * MINUTE_MS) as UnixMs)
  }

  #indexOf(at: number): number {
    return Math.min(Math.floor((at - this.#from) / MINUTE_MS), this.#isKnown.length)
  }

  #add(index: number): void {
    if (index < 0 || index >= this.#isKnown.length || this.#isKnown[index] === 1) return
    this.#isKnown[index] = 1
    this.#known += 1
  }
}
