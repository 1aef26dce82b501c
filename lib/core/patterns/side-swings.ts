import type { AverageRange } from '#core/patterns/average-range.ts'
import { LevelList, LevelWait } from '#core/patterns/level-list.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, type PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'
import type { SideSight } from '#core/patterns/side-sight.ts'

/** Swings of one side whose liquidity nobody has taken; with one more the farthest from the market expires. */
export const SWINGS_MAX = 128
const NONE = -1

/** Swing highs of one side: confirmed late, taken by the first bar that trades above, broken by a close above. */
export class SideSwings {
  /** The newest confirmed swing, whatever became of it. */
  lastHigh = Number.NaN
  /** The newest confirmed swing that no bar has closed above; Infinity when there is none. */
  unbrokenHigh = Number.POSITIVE_INFINITY
  unbrokenIndex = NONE
  /** What `breakHigh` broke last. */
  brokenHigh = Number.NaN

  /** What `take` found last: the highest swing that was taken, and how many were equal to it. */
  takenHigh = Number.NaN
  takenIndex = NONE
  takenCount = 0

  /** The highest bar since the last candidate was settled: the only one that can be the next swing. */
  private candidateHigh = Number.NEGATIVE_INFINITY
  private candidateIndex = NONE
  /** By price with its sign turned: the lowest swing is reached first. Who waits is a place in the two below. */
  private readonly untaken = new LevelList()
  private readonly index = new Int32Array(SWINGS_MAX)
  private readonly row = new Int32Array(SWINGS_MAX)
  private readonly free = Array.from({ length: SWINGS_MAX }, (_, place) => new LevelWait(place))

  private readonly bars: RecentBars
  private readonly bar: SideBar
  private readonly range: AverageRange
  private readonly equalAtr: number
  private readonly rows: PatternRows
  private readonly sign: Direction
  private readonly length: number
  private readonly isTold: boolean

  constructor(sight: SideSight, rows: PatternRows, settings: PatternSettings) {
    this.bars = sight.bars
    this.bar = sight.bar
    this.range = sight.range
    this.rows = rows
    this.sign = sight.sign
    this.equalAtr = settings.equalAtr
    this.length = settings.swingLength
    this.isTold = settings.detectors.includes('swings')
  }

  /**
   * Takes the swings above which the newest bar traded. True when it closed back at or below the highest of
   * them: their liquidity was swept, and price returned.
   */
  take(): boolean {
    return -this.bar.high < this.untaken.highest && this.takeReached()
  }

  private takeReached(): boolean {
    const { untaken } = this
    const { close } = this.bar
    const reached = -this.bar.high
    let last = untaken.top
    while (last.lower.level > reached) last = last.lower
    const high = -last.level
    const { slot } = last
    this.takenHigh = high
    this.takenIndex = this.index[slot]!
    this.takenCount = 0
    const equalWithin = this.equalAtr * this.range.value
    while (untaken.highest > reached) {
      const swing = untaken.top
      const level = -swing.level
      if (level === high || high - level <= equalWithin) this.takenCount += 1
      this.endSwing(swing, close > level)
    }
    return close <= high
  }

  /** Whether the newest bar closed above the newest unbroken swing, which it breaks. */
  breakHigh(): boolean {
    if (this.bar.close <= this.unbrokenHigh) return false
    this.brokenHigh = this.unbrokenHigh
    this.unbrokenHigh = Number.POSITIVE_INFINITY
    return true
  }

  /**
   * Confirms the swing that the newest bar makes knowable, if there is one: a bar whose high is above those of
   * `length` bars before it and not below those of `length` after it, so of equal highs the first. A bar below the
   * candidate has it among those before, so it needs no thought until the candidate is settled.
   */
  confirm(): void {
    const { high } = this.bar
    if (high > this.candidateHigh) {
      this.candidateHigh = high
      this.candidateIndex = this.bars.index
    } else if (this.bars.index - this.candidateIndex === this.length) {
      this.settle()
    }
  }

  private settle(): void {
    const high = this.candidateHigh
    const index = this.candidateIndex
    this.candidateHigh = Number.NEGATIVE_INFINITY
    if (index < this.length) return
    for (let before = index - 1; before >= index - this.length; before -= 1) {
      if (this.highOf(before) >= high) return
    }
    this.add(index)
  }

  /** The high of a bar among the last ones, as this side sees it. */
  private highOf(index: number): number {
    return this.sign > 0 ? this.bars.high(index) : -this.bars.low(index)
  }

  private add(index: number): void {
    const high = this.highOf(index)
    this.lastHigh = high
    this.unbrokenHigh = high
    this.unbrokenIndex = index
    if (this.free.length === 0) this.expireFarthest()
    const swing = this.free.pop()!
    this.index[swing.slot] = index
    this.row[swing.slot] = this.isTold ? this.tell(index) : NONE
    swing.level = -high
    this.untaken.insert(swing)
  }

  private tell(index: number): number {
    const { rows, sign } = this
    const price = sign * this.highOf(index)
    rows.formedAt = this.bars.openedAt(index)
    rows.top = price
    rows.bottom = price
    rows.stop = price
    return rows.add(KIND_CODE.swing, sign, index, index, 1)
  }

  private endSwing(swing: LevelWait, isBroken: boolean): void {
    swing.leave()
    this.free.push(swing)
    const row = this.row[swing.slot]!
    if (row === NONE) return
    const { rows } = this
    rows.touch(row)
    rows.mitigate(row)
    if (isBroken) rows.invalidate(row)
    rows.end(row)
  }

  private expireFarthest(): void {
    const swing = this.untaken.bottom
    swing.leave()
    this.free.push(swing)
    const row = this.row[swing.slot]!
    if (row === NONE) return
    this.rows.expire(row)
    this.rows.end(row)
  }
}
