import type { AverageRange } from '#core/patterns/average-range.ts'
import { LevelStack } from '#core/patterns/level-stack.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import type { Expiry, PatternSettings } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'
import type { SideSight } from '#core/patterns/side-sight.ts'

/** Zones of one direction followed at a time; with one more the oldest expires. */
export const ZONES_MAX = 512
const NONE = -1
const UNTOUCHED = 0
const UNMITIGATED = 1
const MITIGATED = 2

/**
 * Lives of the zones that wait below the market: entered from above, lost when a bar closes below their stop. Zones above it are kept by a second book that is told every
 * price with its sign turned, so there is one set of rules. A bar costs what it reaches: who waits is sorted.
 */
export class ZoneBook {
  private readonly row = new Int32Array(ZONES_MAX)
  private readonly near = new Float64Array(ZONES_MAX)
  private readonly depth = new Float64Array(ZONES_MAX)
  private readonly stop = new Float64Array(ZONES_MAX)
  /** With its sign turned: reached from below. */
  private readonly runaway = new Float64Array(ZONES_MAX)
  private readonly untouched = new LevelStack(this.near)
  private readonly unmitigated = new LevelStack(this.depth)
  private readonly stops = new LevelStack(this.stop)
  private readonly runaways = new LevelStack(this.runaway)
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
  private readonly bar: SideBar
  private readonly range: AverageRange
  private readonly sign: Direction
  private readonly expiresByTime: boolean
  /** No zone is concerned by a bar whose low is above this one, whose high is below that. */
  private lowAlarm = Number.NEGATIVE_INFINITY
  private highAlarm = Number.POSITIVE_INFINITY
  private nextDeadline = Number.POSITIVE_INFINITY

  constructor(sight: SideSight, rows: PatternRows, settings: PatternSettings) {
    this.bars = sight.bars
    this.bar = sight.bar
    this.range = sight.range
    this.sign = sight.sign
    this.rows = rows
    this.expiresByTime = settings.expiry.by === 'time'
    this.mitigatesByTouch = settings.mitigation === 'touch'
    this.mitigatesAtMiddle = settings.mitigation === 'mid'
    this.expiry = settings.expiry
  }

  /** What the newest bar does to the zones confirmed before it. */
  next(): void {
    const { high, low, close } = this.bar
    const now = this.expiresByTime ? this.bars.closedAt : this.bars.index
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

  /** Follows a zone confirmed by the newest bar, as it stands in its row, from the next bar on. */
  open(row: number): void {
    if (this.freeCount === 0) this.expire(this.oldest)
    const { rows, sign } = this
    const slot = this.free[--this.freeCount]!
    const near = sign > 0 ? rows.top[row]! : -rows.bottom[row]!
    const far = sign > 0 ? rows.bottom[row]! : -rows.top[row]!
    this.row[slot] = row
    this.near[slot] = near
    this.depth[slot] = this.mitigatesAtMiddle ? (near + far) / 2 : far
    this.stop[slot] = sign * rows.stop[row]!
    this.stage[slot] = UNTOUCHED
    this.untouched.insert(slot)
    this.stops.insert(slot)
    this.giveUpLater(slot)
    this.older[slot] = this.newest
    this.newer[slot] = NONE
    if (this.newest === NONE) this.oldest = slot
    else this.newer[this.newest] = slot
    this.newest = slot
    if (near > this.lowAlarm) this.lowAlarm = near
    this.highAlarm = -this.runaways.highest
    this.nextDeadline = this.deadline[this.oldest]!
  }

  private giveUpLater(slot: number): void {
    const { expiry } = this
    const averageRange = this.range.value
    this.deadline[slot] = Number.POSITIVE_INFINITY
    if (expiry.by === 'bars') this.deadline[slot] = this.bars.index + expiry.bars
    else if (expiry.by === 'time') this.deadline[slot] = this.bars.closedAt + expiry.ms
    else if (averageRange > 0) {
      this.runaway[slot] = -(this.near[slot]! + expiry.multiple * averageRange)
      this.runaways.insert(slot)
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
    this.unmitigated.insert(slot)
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
    this.stops.remove(slot)
    this.close(slot)
  }

  private close(slot: number): void {
    const row = this.row[slot]!
    this.rows.change(row)
    this.rows.end(row)
    const stage = this.stage[slot]!
    if (stage === UNTOUCHED) this.untouched.remove(slot)
    else if (stage === UNMITIGATED) this.unmitigated.remove(slot)
    if (this.expiry.by === 'atr') this.runaways.remove(slot)
    const older = this.older[slot]!
    const newer = this.newer[slot]!
    if (older === NONE) this.oldest = newer
    else this.newer[older] = newer
    if (newer === NONE) this.newest = older
    else this.older[newer] = older
    this.free[this.freeCount++] = slot
  }
}
