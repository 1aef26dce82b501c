const CAPACITY_FIRST = 64

/**
 * Prices in ascending order, each with who waits there. The last is the nearest below the market: it is reached
 * first, so what a bar costs depends on what it reaches and not on how much waits.
 */
export class LevelStack {
  length = 0
  /** The highest level; -Infinity when nobody waits. */
  highest = Number.NEGATIVE_INFINITY
  private levels = new Float64Array(CAPACITY_FIRST)
  private slots = new Int32Array(CAPACITY_FIRST)

  insert(level: number, slot: number): void {
    if (this.length === this.levels.length) this.grow()
    let at = this.length
    while (at > 0 && this.levels[at - 1]! > level) {
      this.levels[at] = this.levels[at - 1]!
      this.slots[at] = this.slots[at - 1]!
      at -= 1
    }
    this.levels[at] = level
    this.slots[at] = slot
    this.length += 1
    this.highest = this.levels[this.length - 1]!
  }

  /** Takes the one who waits at the highest level; of several, the last to come. */
  pop(): number {
    this.length -= 1
    this.highest = this.length > 0 ? this.levels[this.length - 1]! : Number.NEGATIVE_INFINITY
    return this.slots[this.length]!
  }

  /** Takes the one who waits at the lowest level. */
  shift(): number {
    const slot = this.slots[0]!
    this.removeAt(0)
    return slot
  }

  /** The level `depth` below the highest one. */
  levelAt(depth: number): number {
    return this.levels[this.length - 1 - depth]!
  }

  slotAt(depth: number): number {
    return this.slots[this.length - 1 - depth]!
  }

  /** Takes away the one who waits at this level; nothing happens when he no longer does. */
  remove(level: number, slot: number): void {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.levels[middle]! < level) low = middle + 1
      else high = middle
    }
    while (low < this.length && this.levels[low] === level) {
      if (this.slots[low] === slot) {
        this.removeAt(low)
        return
      }
      low += 1
    }
  }

  private removeAt(at: number): void {
    this.levels.copyWithin(at, at + 1, this.length)
    this.slots.copyWithin(at, at + 1, this.length)
    this.length -= 1
    this.highest = this.length > 0 ? this.levels[this.length - 1]! : Number.NEGATIVE_INFINITY
  }

  private grow(): void {
    const levels = new Float64Array(2 * this.levels.length)
    const slots = new Int32Array(levels.length)
    levels.set(this.levels)
    slots.set(this.slots)
    this.levels = levels
    this.slots = slots
  }
}
