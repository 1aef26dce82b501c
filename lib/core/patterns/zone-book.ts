import { LevelStack } from '#core/patterns/level-stack.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import type { Expiry, Mitigation } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'

/** Zones of one direction followed at a time; with one more the oldest expires. */
export const ZONES_MAX = 512
const NONE = -1
const UNTOUCHED = 0
const UNMITIGATED = 1
const MITIGATED = 2

/** A zone below the market: entered from above at `near`, lost when a bar closes below `stop`. */
export type Zone = {
  readonly near: number
  readonly far: number
  readonly stop: number
}

/**
 * Lives of the zones that wait below the market. Zones above it are kept by a second book that is told every
 * price with its sign turned, so there is one set of rules. A bar costs what it reaches: who waits is sorted.
 */
export class ZoneBook {
  private readonly untouched = new LevelStack()
  private readonly unmitigated = new LevelStack()
  private readonly stops = new LevelStack()
  /** By price with its sign turned: reached from below. */
  private readonly runaways = new LevelStack()

  private readonly row = new Int32Array(ZONES_MAX)
  private readonly near = new Float64Array(ZONES_MAX)
  private readonly depth = new Float64Array(ZONES_MAX)
  private readonly stop = new Float64Array(ZONES_MAX)
  private readonly runaway = new Float64Array(ZONES_MAX)
  private readonly deadline = new Float64Array(ZONES_MAX)
  private readonly stage = new Uint8Array(ZONES_MAX)
  /** Living zones in the order of their confirmation, as a list through their slots. */
  private readonly older = new Int32Array(ZONES_MAX)
  private readonly newer = new Int32Array(ZONES_MAX)
  private oldest = NONE
  private newest = NONE
  private readonly free = Int32Array.from({ length: ZONES_MAX }, (_, i) => ZONES_MAX - 1 - i)
  private freeCount = ZONES_MAX

  private readonly rows: PatternRows
  private readonly mitigatesByTouch: boolean
  private readonly mitigatesAtMiddle: boolean
  private readonly expiry: Expiry
  private readonly bars: RecentBars
  /** No zone is concerned by a bar whose low is above this one, whose high is below that. */
  private lowAlarm = Number.NEGATIVE_INFINITY
  private highAlarm = Number.POSITIVE_INFINITY
  private nextDeadline = Number.POSITIVE_INFINITY

  constructor(
    bars: RecentBars,
    rows: PatternRows,
    settings: { mitigation: Mitigation; expiry: Expiry },
  ) {
    this.bars = bars
    this.rows = rows
    this.mitigatesByTouch = settings.mitigation === 'touch'
    this.mitigatesAtMiddle = settings.mitigation === 'mid'
    this.expiry = settings.expiry
  }

  /** What a bar does to the zones confirmed before it. */
  next(now: number, high: number, low: number, close: number): void {
    if (low > this.lowAlarm && high < this.highAlarm && now < this.nextDeadline) return
    while (low <= this.untouched.highest) this.touch(this.untouched.pop())
    while (low <= this.unmitigated.highest) this.mitigate(this.unmitigated.pop())
    while (close < this.stops.highest) this.invalidate(this.stops.pop())
    while (-high <= this.runaways.highest) this.expire(this.runaways.pop())
    while (this.oldest !== NONE && this.deadline[this.oldest]! <= now) this.expire(this.oldest)
    this.setAlarms()
  }

  private setAlarms(): void {
    const reached = Math.max(this.untouched.highest, this.unmitigated.highest)
    this.lowAlarm = Math.max(reached, this.stops.highest)
    this.highAlarm = -this.runaways.highest
    this.nextDeadline =
      this.oldest === NONE ? Number.POSITIVE_INFINITY : this.deadline[this.oldest]!
  }

  /** Follows a zone confirmed by the bar that `next` was told last, from the next bar on. */
  open(row: number, near: number, far: number, stop: number, averageRange: number): void {
    if (this.freeCount === 0) this.expire(this.oldest)
    const slot = this.free[--this.freeCount]!
    this.row[slot] = row
    this.near[slot] = near
    this.depth[slot] = this.mitigatesAtMiddle ? (near + far) / 2 : far
    this.stop[slot] = stop
    this.stage[slot] = UNTOUCHED
    this.untouched.insert(near, slot)
    this.stops.insert(stop, slot)
    this.giveUpLater(slot, averageRange)
    this.older[slot] = this.newest
    this.newer[slot] = NONE
    if (this.newest === NONE) this.oldest = slot
    else this.newer[this.newest] = slot
    this.newest = slot
    if (near > this.lowAlarm) this.lowAlarm = near
    this.highAlarm = -this.runaways.highest
    this.nextDeadline = this.deadline[this.oldest]!
  }

  private giveUpLater(slot: number, averageRange: number): void {
    const { expiry } = this
    this.deadline[slot] = Number.POSITIVE_INFINITY
    if (expiry.by === 'bars') this.deadline[slot] = this.bars.index + expiry.bars
    else if (expiry.by === 'time') this.deadline[slot] = this.bars.closedAt + expiry.ms
    else if (averageRange > 0) {
      this.runaway[slot] = -(this.near[slot]! + expiry.multiple * averageRange)
      this.runaways.insert(this.runaway[slot]!, slot)
    }
  }

  private touch(slot: number): void {
    const row = this.row[slot]!
    this.rows.touchedAt[row] = this.bars.closedAt
    this.rows.change(row)
    if (this.mitigatesByTouch) {
      this.rows.mitigatedAt[row] = this.bars.closedAt
      this.stage[slot] = MITIGATED
      return
    }
    this.stage[slot] = UNMITIGATED
    this.unmitigated.insert(this.depth[slot]!, slot)
  }

  private mitigate(slot: number): void {
    const row = this.row[slot]!
    this.rows.mitigatedAt[row] = this.bars.closedAt
    this.stage[slot] = MITIGATED
    this.rows.change(row)
  }

  private invalidate(slot: number): void {
    this.rows.invalidatedAt[this.row[slot]!] = this.bars.closedAt
    this.close(slot)
  }

  private expire(slot: number): void {
    this.rows.expiredAt[this.row[slot]!] = this.bars.closedAt
    this.stops.remove(this.stop[slot]!, slot)
    this.close(slot)
  }

  private close(slot: number): void {
    const row = this.row[slot]!
    this.rows.change(row)
    this.rows.end(row)
    const stage = this.stage[slot]!
    if (stage === UNTOUCHED) this.untouched.remove(this.near[slot]!, slot)
    else if (stage === UNMITIGATED) this.unmitigated.remove(this.depth[slot]!, slot)
    if (this.expiry.by === 'atr') this.runaways.remove(this.runaway[slot]!, slot)
    const older = this.older[slot]!
    const newer = this.newer[slot]!
    if (older === NONE) this.oldest = newer
    else this.newer[older] = newer
    if (newer === NONE) this.newest = older
    else this.older[newer] = older
    this.free[this.freeCount++] = slot
  }
}
