/**
 * The orders whose requests are on their way right now. They are SENDING like those in doubt, and left alone:
 * their own answers are about to come.
 */
export class OrdersInFlight {
  readonly #orderIds = new Set<string>()
  readonly #max: number
  #freed: (() => void) | null = null

  constructor(max: number) {
    this.#max = max
  }

  has(orderId: string): boolean {
    return this.#orderIds.has(orderId)
  }

  get size(): number {
    return this.#orderIds.size
  }

  /** Starts the work when there is room, and returns as soon as it has started. */
  async start(orderId: string, work: () => Promise<void>): Promise<void> {
    while (this.#orderIds.size >= this.#max) {
      await new Promise<void>((resolve) => {
        this.#freed = resolve
      })
    }
    this.#orderIds.add(orderId)
    void work().finally(() => {
      this.#orderIds.delete(orderId)
      this.#freed?.()
    })
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#orderIds.size > 0) {
      await new Promise<void>((resolve) => {
        this.#freed = resolve
      })
    }
  }
}
