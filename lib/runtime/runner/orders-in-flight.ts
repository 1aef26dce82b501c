/**
 * The orders whose requests are on their way right now. They are SENDING like those in doubt, and left alone:
 * their own answers are about to come.
 */
export class OrdersInFlight {
  readonly #orderIds = new Set<string>()
  readonly #max: number
  #waiting: (() => void)[] = []

  constructor(max: number) {
    this.#max = max
  }

  has(orderId: string): boolean {
    return this.#orderIds.has(orderId)
  }

  get orderIds(): Iterable<string> {
    return this.#orderIds
  }

  get room(): number {
    return this.#max - this.#orderIds.size
  }

  get size(): number {
    return this.#orderIds.size
  }

  /** Starts the work when there is room, and returns as soon as it has started. */
  async start(orderId: string, work: () => Promise<void>): Promise<void> {
    while (this.#orderIds.size >= this.#max) await this.#untilOneIsBack()
    this.#orderIds.add(orderId)
    void work().finally(() => {
      this.#orderIds.delete(orderId)
      const woken = this.#waiting
      this.#waiting = []
      for (const wake of woken) wake()
    })
  }

  /** Resolves when so many more may start, or all that ever may. */
  async untilRoom(wanted: number): Promise<void> {
    while (this.room < Math.min(wanted, this.#max)) await this.#untilOneIsBack()
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#orderIds.size > 0) await this.#untilOneIsBack()
  }

  #untilOneIsBack(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }
}
