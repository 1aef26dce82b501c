import { MINUTE_MS, type UnixMs } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'

/** What a request is for. */
export type Purpose = 'cancel' | 'order' | 'proof' | 'quotes' | 'history' | 'snapshot'

type Share = {
  /** What requests for this purpose may use together. */
  readonly ownPercent: number
  /** When so much is used, by whomever, nothing more goes out for this purpose. */
  readonly untilPercent: number
}

/**
 * A venue counts weight per address, and the processes of one house share theirs. The venue's weight per minute is
 * shared out once, here: the runner has everything but the gateway's snapshots, web asks no venue at all. Whatever
 * only looks (65 % together) leaves the last 35 % to orders and what settles them, orders leave the last 15 % to
 * cancels, and history gives way as soon as half is used.
 */
export const SHARES: Readonly<Record<Purpose, Share>> = {
  cancel: { ownPercent: 100, untilPercent: 100 },
  order: { ownPercent: 85, untilPercent: 85 },
  proof: { ownPercent: 40, untilPercent: 65 },
  quotes: { ownPercent: 10, untilPercent: 65 },
  snapshot: { ownPercent: 10, untilPercent: 65 },
  history: { ownPercent: 5, untilPercent: 50 },
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
    const { ownPercent, untilPercent } = SHARES[purpose]
    const isOver =
      own + weight > this.#percent(ownPercent) || this.#used + weight > this.#percent(untilPercent)
    if (isOver) return MINUTE_MS - (now % MINUTE_MS)
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

  #percent(percent: number): number {
    return (this.#weightPerMinute * percent) / 100
  }

  #roll(now: UnixMs): void {
    const minute = Math.floor(now / MINUTE_MS)
    if (minute === this.#minute) return
    this.#minute = minute
    this.#used = 0
    this.#usedFor.clear()
  }
}
