import { MINUTE_MS, type UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'

/**
 * What a request is for. Cancels may use the whole budget; orders and what settles them leave 20 % to the cancels.
 * What only looks has shares of its own, so that neither a month of candles nor a busy proof stops an order.
 */
export type Purpose = 'cancel' | 'order' | 'proof' | 'quotes' | 'history'

/** Of the venue's weight per minute: for the first two of all that is used, for the others of their own use. */
export const BUDGET_PERCENT: Readonly<Record<Purpose, number>> = {
  cancel: 100,
  order: 80,
  proof: 40,
  quotes: 10,
  history: 10,
}

/**
 * Keeps all requests from this process to one venue within the venue's weight per minute. It counts what it
 * lets through and believes the venue where that has counted more: others may share our address.
 */
export class WeightGate {
  readonly #clock: Pick<Clock, 'now'>
  #weightPerMinute: number
  #minute = -1
  #used = 0
  readonly #usedFor = new Map<Purpose, number>()
  #closedUntil = 0

  constructor(options: { readonly clock: Pick<Clock, 'now'>; readonly weightPerMinute: number }) {
    this.#clock = options.clock
    this.#weightPerMinute = options.weightPerMinute
  }

  /** Takes the weight and returns null, or takes nothing and returns after how many milliseconds to ask again. */
  take(purpose: Purpose, weight: number): number | null {
    const now = this.#clock.now()
    this.#roll(now)
    if (now < this.#closedUntil) return this.#closedUntil - now
    const own = this.#usedFor.get(purpose) ?? 0
    const used = purpose === 'cancel' || purpose === 'order' ? this.#used : own
    const limit = (this.#weightPerMinute * BUDGET_PERCENT[purpose]) / 100
    if (used + weight > limit) return MINUTE_MS - (now % MINUTE_MS)
    this.#used += weight
    this.#usedFor.set(purpose, own + weight)
    return null
  }

  /** The venue's own count for the running minute. */
  tellUsed(used: number): void {
    this.#roll(this.#clock.now())
    this.#used = Math.max(this.#used, used)
  }

  /** The venue's limit, which it may have raised for us. */
  tellLimit(weightPerMinute: number): void {
    this.#weightPerMinute = weightPerMinute
  }

  /** The venue asked us to be silent (429 or 418 with Retry-After). */
  close(retryAfterMs: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now() + retryAfterMs)
  }

  #roll(now: UnixMs): void {
    const minute = Math.floor(now / MINUTE_MS)
    if (minute === this.#minute) return
    this.#minute = minute
    this.#used = 0
    this.#usedFor.clear()
  }
}
