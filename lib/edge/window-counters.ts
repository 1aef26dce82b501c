const KEYS_MAX = 50_000
const EXTRA_LIFE_MS = 1_000
const NO_SCRIPT = 'NOSCRIPT only whole scripts are answered here'

type Counter = { value: number; readonly expiresAt: number }

/**
 * Answers the one script that the rate limiter asks of Redis (the sliding window's), from memory: the counters
 * of a process that shares its limits with nobody. Bounded: the oldest counters go first.
 */
export class WindowCounters {
  readonly #counters = new Map<string, Counter>()
  readonly #keysMax: number

  constructor(keysMax = KEYS_MAX) {
    this.#keysMax = keysMax
  }

  /** The limiter then sends the script itself. */
  evalsha(): Promise<never> {
    return Promise.reject(new Error(NO_SCRIPT))
  }

  /** An update of the library that brings another script fails here, loudly. */
  async eval(script: string, keys: readonly string[], values: readonly unknown[]) {
    const isSlidingWindow = script.includes('incrementBy') && script.includes('previousKey')
    const [current, previous] = keys
    if (!isSlidingWindow || current === undefined || previous === undefined) {
      throw new Error('expected the sliding window script of the rate limiter')
    }
    const [tokens = 0, now = 0, windowMs = 1, increment = 1] = values.map(Number)
    const share = 1 - (now % windowMs) / windowMs
    const before = Math.floor(share * this.#valueOf(previous, now))
    if (increment > 0 && before + this.#valueOf(current, now) >= tokens) return [-1, tokens]
    const after = this.#add(current, { increment, now, lifeMs: 2 * windowMs + EXTRA_LIFE_MS })
    return [tokens - (after + before), tokens]
  }

  get size(): number {
    return this.#counters.size
  }

  #valueOf(key: string, now: number): number {
    const counter = this.#counters.get(key)
    return counter === undefined || counter.expiresAt <= now ? 0 : counter.value
  }

  #add(key: string, by: { increment: number; now: number; lifeMs: number }): number {
    const counter = this.#counters.get(key)
    if (counter !== undefined && counter.expiresAt > by.now) {
      counter.value = Math.max(0, counter.value + by.increment)
      return counter.value
    }
    const value = Math.max(0, by.increment)
    this.#counters.delete(key)
    this.#makeRoom()
    this.#counters.set(key, { value, expiresAt: by.now + by.lifeMs })
    return value
  }

  /** A map keeps the order in which its keys came. */
  #makeRoom(): void {
    for (const oldest of this.#counters.keys()) {
      if (this.#counters.size < this.#keysMax) return
      this.#counters.delete(oldest)
    }
  }
}
