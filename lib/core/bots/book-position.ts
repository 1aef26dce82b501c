import type { UnixMs } from '#core/time/time.ts'

/** A fill of a bot's book as numbers: what a strategy is told of it. */
export type BotFill = {
  readonly at: UnixMs
  /** What came in of the base asset, after a fee taken from it; below zero for a sale. */
  readonly signed: number
  readonly price: number
}

/**
 * The position that fills make, told up to a moment after the other. What is below `flatBelow`, too little for an
 * order, counts as flat: fees taken from what was bought leave such dust.
 */
export class BookPosition {
  position = 0
  entryPrice = Number.NaN
  readonly #fills: readonly BotFill[]
  readonly #flatBelow: number
  #next = 0
  #held = 0
  #cost = 0

  constructor(fills: readonly BotFill[], flatBelow: number) {
    this.#fills = fills.toSorted((a, b) => a.at - b.at)
    this.#flatBelow = flatBelow
  }

  tellUntil(at: number): void {
    for (let fill = this.#fills[this.#next]; fill && fill.at <= at; ) {
      this.#add(fill)
      this.#next += 1
      fill = this.#fills[this.#next]
    }
  }

  #add({ signed, price }: BotFill): void {
    if (signed > 0) this.#cost += signed * price
    else if (this.#held > 0) this.#cost *= Math.max(0, 1 + signed / this.#held)
    this.#held += signed
    const isFlat = Math.abs(this.#held) < this.#flatBelow
    if (isFlat) this.#cost = this.#held * price
    this.position = isFlat ? 0 : this.#held
    this.entryPrice = isFlat ? Number.NaN : this.#cost / this.#held
  }
}
