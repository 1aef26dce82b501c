/** One who waits for a price; it may wait again in the same list, and in one list at a time. */
export class LevelWait {
  level = Number.NEGATIVE_INFINITY
  /** Who waits: a place that means something to the owner of the list. */
  readonly slot: number
  lower: LevelWait = this
  higher: LevelWait = this

  constructor(slot: number) {
    this.slot = slot
  }

  /** Stops waiting; nothing happens when it does not wait. */
  leave(): void {
    this.lower.higher = this.higher
    this.higher.lower = this.lower
    this.lower = this
    this.higher = this
  }
}

/**
 * Who waits for which price. The highest waits nearest below the market and is reached first, and what comes new is
 * most often near it, so what a bar costs depends on what it reaches and not on how much waits. Linked objects and
 * not columns: the optimizer checks each access to a column, but a field of an object of its own class hardly.
 */
export class LevelList {
  /** Below all levels and above all, so that a walk ends without being asked whether it has. */
  readonly end = new LevelWait(-1)

  /** Who waits at the highest level, of several the last to come; the end when nobody waits. */
  get top(): LevelWait {
    return this.end.lower
  }

  /** The highest level; -Infinity when nobody waits. */
  get highest(): number {
    return this.end.lower.level
  }

  /** Who waits at the lowest level; the end when nobody waits. */
  get bottom(): LevelWait {
    return this.end.higher
  }

  /** Takes one in that does not wait, at its level. */
  insert(wait: LevelWait): void {
    const { level } = wait
    let below = this.end.lower
    while (below.level > level) below = below.lower
    place(wait, below)
  }

  /** Takes one in whose level is not above any other. */
  insertLowest(wait: LevelWait): void {
    place(wait, this.end)
  }
}

function place(wait: LevelWait, below: LevelWait): void {
  const above = below.higher
  wait.lower = below
  wait.higher = above
  below.higher = wait
  above.lower = wait
}
