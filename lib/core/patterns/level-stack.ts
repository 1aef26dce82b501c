const CAPACITY_FIRST = 64

/**
 * Who waits for which price, in ascending order. The last waits nearest below the market and is reached first, so
 * what a bar costs depends on what it reaches and not on how much waits. Whoever waits is a slot of `levels`, which
 * belongs to the caller and stays as it is while the slot waits.
 */
export class LevelStack {
  length = 0
  private readonly levels: Float64Array
  private slots = new Int32Array(CAPACITY_FIRST)

  constructor(levels: Float64Array) {
    this.levels = levels
  }

  /** The highest level; -Infinity when nobody waits. */
  get highest(): number {
    return this.length > 0 ? this.levels[this.slots[this.length - 1]!]! : Number.NEGATIVE_INFINITY
  }

  insert(slot: number): void {
    if (this.length === this.slots.length) this.grow()
    const { levels, slots } = this
    const level = levels[slot]!
    let at = this.length
    while (at > 0 && levels[slots[at - 1]!]! > level) {
      slots[at] = slots[at - 1]!
      at -= 1
    }
    slots[at] = slot
    this.length += 1
  }

  /** Takes the one who waits at the highest level; of several, the last to come. */
  pop(): number {
    this.length -= 1
    return this.slots[this.length]!
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length)
    slots.set(this.slots)
    this.slots = slots
  }
}
