import type { Clock } from '#ports/clock.ts'

/**
 * Wakes who waits. A ring while nobody waits is kept, so that what happened in between is not slept through;
 * several rings are one.
 */
export class Bell {
  readonly #clock: Clock
  #isRung = false
  #wake: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** Returns at the next ring, after `ms`, or when `signal` aborts, whichever is first. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted) {
      const rung = new AbortController()
      this.#wake = () => rung.abort()
      // Being woken is how this wait ends, not a failure.
      await this.#clock.sleep(ms, AbortSignal.any([signal, rung.signal])).catch(() => undefined)
      this.#wake = null
    }
    this.#isRung = false
  }
}
