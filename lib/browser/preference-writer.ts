/** Changes of one burst, such as a dragged edge, are kept once. */
export const KEEP_AFTER_MS = 600
/** A write that failed is tried again after this long, and with the next change. */
export const RETRY_AFTER_MS = 10_000

export type KeepPreference = (
  key: string,
  value: unknown,
  options: { readonly isLeaving: boolean },
) => Promise<void>

/**
 * Holds what a person has just chosen until the desk has kept it: what is chosen shows at once, is sent when
 * they pause, and stays on the page when it cannot be sent.
 */
export class PreferenceWriter {
  readonly #keep: KeepPreference
  readonly #pending = new Map<string, unknown>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #listeners = new Set<() => void>()

  constructor(keep: KeepPreference) {
    this.#keep = keep
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  has(key: string): boolean {
    return this.#pending.has(key)
  }

  /** What was chosen and is not kept yet. */
  get(key: string): unknown {
    return this.#pending.get(key)
  }

  set(key: string, value: unknown): void {
    this.#pending.set(key, value)
    this.#sendAfter(key, KEEP_AFTER_MS)
    this.#tell()
  }

  /** Sends everything now: the page is about to go. */
  flush(): void {
    for (const key of this.#pending.keys()) void this.#send(key, { isLeaving: true })
  }

  #sendAfter(key: string, waitMs: number): void {
    clearTimeout(this.#timers.get(key))
    const timer = setTimeout(() => void this.#send(key, { isLeaving: false }), waitMs)
    this.#timers.set(key, timer)
  }

  async #send(key: string, options: { readonly isLeaving: boolean }): Promise<void> {
    clearTimeout(this.#timers.get(key))
    const value = this.#pending.get(key)
    try {
      await this.#keep(key, value, options)
    } catch {
      // The choice holds on this page; only keeping it waits.
      if (this.#pending.get(key) === value) this.#sendAfter(key, RETRY_AFTER_MS)
      return
    }
    if (this.#pending.get(key) !== value) return
    this.#pending.delete(key)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
