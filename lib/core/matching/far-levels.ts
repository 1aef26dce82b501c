const FIRST_CAPACITY = 64

/**
 * The levels outside the price window: a stack of (key, level) sorted by key, the best on top.
 *
 * All of them are worse than every level in the window, so re-centring only pushes and truncates. An insertion
 * moves what is better than it: little, since levels near the window are the ones that come and go.
 */
export class FarLevels {
  private keys = new Float64Array(FIRST_CAPACITY)
  private levels = new Int32Array(FIRST_CAPACITY)
  private count = 0

  size(): number {
    return this.count
  }

  /** The key `position` places above the worst level. */
  keyAt(position: number): number {
    return this.keys[position]!
  }

  levelAt(position: number): number {
    return this.levels[position]!
  }

  /** The number of levels worse than `key`: the position it has, or would have. */
  positionOf(key: number): number {
    const keys = this.keys
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Puts a level that is better than all others on top. */
  push(key: number, level: number): void {
    if (this.count === this.keys.length) this.grow()
    this.keys[this.count] = key
    this.levels[this.count] = level
    this.count++
  }

  insertAt(position: number, key: number, level: number): void {
    if (this.count === this.keys.length) this.grow()
    if (position < this.count) {
      this.keys.copyWithin(position + 1, position, this.count)
      this.levels.copyWithin(position + 1, position, this.count)
    }
    this.keys[position] = key
    this.levels[position] = level
    this.count++
  }

  /** Moves the entry at `source` down to `target`: the step of a sweep, which `truncate` ends. */
  move(source: number, target: number): void {
    this.keys[target] = this.keys[source]!
    this.levels[target] = this.levels[source]!
  }

  truncate(count: number): void {
    this.count = count
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2)
    keys.set(this.keys)
    this.keys = keys
    const levels = new Int32Array(this.levels.length * 2)
    levels.set(this.levels)
    this.levels = levels
  }
}
