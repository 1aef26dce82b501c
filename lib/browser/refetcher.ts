import type { QueryClient } from '@tanstack/react-query'

/** Events of one burst are answered with one refetch. */
export const REFETCH_AFTER_MS = 150

/**
 * Reads again what events have made old: what is on screen now, the rest when it is next shown. Each operation
 * is asked once at a time, however many events arrive, and once more after the last of them.
 */
export class Refetcher {
  readonly #queryClient: QueryClient
  readonly #names = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #isReading = false

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient
  }

  /** Takes operations' names: `listPositions.name`. */
  refetch(...names: readonly string[]): void {
    for (const name of names) this.#names.add(name)
    this.#schedule()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#names.clear()
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isReading || this.#names.size === 0) return
    this.#timer = setTimeout(() => void this.#read(), REFETCH_AFTER_MS)
  }

  async #read(): Promise<void> {
    this.#timer = null
    this.#isReading = true
    const names = [...this.#names]
    this.#names.clear()
    // A read that fails is shown by its query; the others go on.
    await Promise.allSettled(
      names.map((name) => this.#queryClient.invalidateQueries({ queryKey: [name] })),
    )
    this.#isReading = false
    this.#schedule()
  }
}
