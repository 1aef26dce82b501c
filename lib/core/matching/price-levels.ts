import { FarLevels } from './far-levels.ts'
import { TickBitmap } from './tick-bitmap.ts'

/** No level, no order: the end of a list. */
export const NONE = -1

const FIRST_LEVELS = 256

/** A level is two neighbouring words: the first and the last order of its queue. */
export const LEVEL_WORDS = 2
export const HEAD = 0
export const TAIL = 1

/**
 * The price levels of one side of a book.
 *
 * Prices are held as keys, where higher is better: the price itself for bids, its negative for asks, so that one
 * piece of code serves both sides. Levels near the best one live in a window, a flat array indexed by
 * `key - base`; the others lie in a sorted stack. Two things always hold: every level outside the window is worse
 * than the window's base, and the best level is inside.
 */
export class PriceLevels {
  /** Read by the matching loop: the queue ends and the total lots of each level. */
  links = new Int32Array(FIRST_LEVELS * LEVEL_WORDS)
  lots = new Float64Array(FIRST_LEVELS)
  private keys = new Float64Array(FIRST_LEVELS)
  /** Levels not in use form a list through their HEAD word. */
  private free = NONE
  private made = 0

  private readonly windowTicks: number
  private readonly window: Int32Array
  private readonly filled: TickBitmap
  private readonly far = new FarLevels()
  /** Far levels that have lost their last order and wait to be swept or used again. */
  private abandoned = 0
  private base = 0
  /** Where the best level is in the window, -1 when the side is empty. */
  private bestIndex = -1

  /** Held as one function, so that re-centring makes none. */
  private readonly evict = (index: number): void => {
    this.far.push(this.base + index, this.window[index]!)
    this.window[index] = NONE
  }

  constructor(windowTicks: number) {
    this.windowTicks = windowTicks
    this.window = new Int32Array(windowTicks).fill(NONE)
    this.filled = new TickBitmap(windowTicks)
  }

  /** The best level, or NONE. */
  best(): number {
    return this.bestIndex < 0 ? NONE : this.window[this.bestIndex]!
  }

  /** Whether some level is as good as `key` or better. */
  reaches(key: number): boolean {
    return this.bestIndex >= 0 && this.base + this.bestIndex >= key
  }

  keyOf(level: number): number {
    return this.keys[level]!
  }

  /** The level at `key`, or NONE. */
  find(key: number): number {
    if (this.bestIndex < 0) return NONE
    const index = key - this.base
    if (index >= 0) return index < this.windowTicks ? this.window[index]! : NONE
    const position = this.far.positionOf(key)
    return this.isFarAt(position, key) ? this.far.levelAt(position) : NONE
  }

  /** The next level down from `level`, or NONE. */
  worseThan(level: number): number {
    const key = this.keys[level]!
    const index = key - this.base
    if (index < 0) return this.farBelow(this.far.positionOf(key))
    const next = this.filled.highestUpTo(index - 1)
    return next < 0 ? this.farBelow(this.far.size()) : this.window[next]!
  }

  /** The level at `key`, made empty when there was none. The caller puts an order on it before anything else. */
  open(key: number): number {
    let index = key - this.base
    if (index >= this.windowTicks || (this.bestIndex < 0 && index < 0)) {
      this.recentre(key)
      index = key - this.base
    } else if (index < 0 && this.bestIndex < this.windowTicks >> 2) {
      this.recentre(this.base + this.bestIndex)
      index = key - this.base
    }
    if (index < 0) return this.openFar(key)
    let level = this.window[index]!
    if (level !== NONE) return level
    level = this.make(key)
    this.window[index] = level
    this.filled.add(index)
    if (index > this.bestIndex) this.bestIndex = index
    return level
  }

  /** Takes away a level that has lost its last order. */
  close(level: number): void {
    const index = this.keys[level]! - this.base
    if (index < 0) {
      this.abandon(level)
      return
    }
    this.release(level)
    this.window[index] = NONE
    this.filled.remove(index)
    if (index !== this.bestIndex) return
    this.bestIndex = this.filled.highestUpTo(index - 1)
    if (this.bestIndex >= 0) return
    const best = this.farBelow(this.far.size())
    if (best !== NONE) this.recentre(this.keys[best]!)
  }

  /**
   * Moves the window so that `best` lies at three quarters of it. The price must then drift by a quarter of the
   * window up or half of it down before the next move, so its cost is shared by many messages.
   */
  private recentre(best: number): void {
    const { far, filled, window } = this
    // Every level of the window is better than every far one, so worst first they go on top of the stack.
    filled.drain(this.evict)
    this.base = best - ((this.windowTicks * 3) >> 2)
    this.bestIndex = -1
    for (let top = far.size() - 1; top >= 0 && far.keyAt(top) >= this.base; top--) {
      const level = far.levelAt(top)
      far.truncate(top)
      if (this.isEmpty(level)) {
        this.abandoned--
        this.release(level)
        continue
      }
      const index = this.keys[level]! - this.base
      window[index] = level
      filled.add(index)
      if (this.bestIndex < 0) this.bestIndex = index
    }
  }

  private openFar(key: number): number {
    const position = this.far.positionOf(key)
    if (this.isFarAt(position, key)) {
      const known = this.far.levelAt(position)
      if (this.isEmpty(known)) this.abandoned--
      return known
    }
    const level = this.make(key)
    this.far.insertAt(position, key, level)
    return level
  }

  /** Leaves an empty far level where it is, to be swept with many others: taking out one would move the rest. */
  private abandon(level: number): void {
    this.lots[level] = 0
    this.links[level * LEVEL_WORDS + HEAD] = NONE
    this.links[level * LEVEL_WORDS + TAIL] = NONE
    this.abandoned++
    if (this.abandoned * 2 > this.far.size()) this.sweepFar()
  }

  private sweepFar(): void {
    const { far } = this
    const size = far.size()
    let kept = 0
    for (let position = 0; position < size; position++) {
      const level = far.levelAt(position)
      if (this.isEmpty(level)) this.release(level)
      else far.move(position, kept++)
    }
    far.truncate(kept)
    this.abandoned = 0
  }

  private isEmpty(level: number): boolean {
    return this.links[level * LEVEL_WORDS + HEAD] === NONE
  }

  private isFarAt(position: number, key: number): boolean {
    return position < this.far.size() && this.far.keyAt(position) === key
  }

  private farBelow(position: number): number {
    for (let below = position - 1; below >= 0; below--) {
      const level = this.far.levelAt(below)
      if (!this.isEmpty(level)) return level
    }
    return NONE
  }

  private release(level: number): void {
    this.links[level * LEVEL_WORDS + HEAD] = this.free
    this.free = level
  }

  private make(key: number): number {
    let level = this.free
    if (level === NONE) {
      if (this.made === this.keys.length) this.grow()
      level = this.made++
    } else {
      this.free = this.links[level * LEVEL_WORDS + HEAD]!
    }
    this.keys[level] = key
    this.lots[level] = 0
    this.links[level * LEVEL_WORDS + HEAD] = NONE
    this.links[level * LEVEL_WORDS + TAIL] = NONE
    return level
  }

  private grow(): void {
    const capacity = this.keys.length * 2
    const links = new Int32Array(capacity * LEVEL_WORDS)
    links.set(this.links)
    this.links = links
    const lots = new Float64Array(capacity)
    lots.set(this.lots)
    this.lots = lots
    const keys = new Float64Array(capacity)
    keys.set(this.keys)
    this.keys = keys
  }
}
