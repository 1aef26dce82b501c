import type { Dice } from '#ports/dice.ts'

const UINT32 = 2 ** 32

/** The only chance of a simulation: the same seed gives the same run. */
export class SeededDice implements Dice {
  #state: number
  #count = 0
  /** Eight digits. */
  readonly seedHex: string

  constructor(seed: number) {
    this.#state = seed >>> 0
    this.seedHex = this.#state.toString(16).padStart(8, '0')
  }

  /** Mulberry32: uniform in [0, 1). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32
  }

  /** Sorts by the order in which it was made; a run has its own. */
  uuid(): string {
    this.#count += 1
    const count = this.#count.toString(16).padStart(8, '0')
    return `${count}-0000-7000-8000-0000${this.seedHex}`
  }

  secret(bytes: number): string {
    return 'x'.repeat(bytes)
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least)
  }

  happens(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.fraction() * items.length)] ?? items[0]
  }
}
