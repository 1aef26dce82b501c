import type { AverageRange } from '#core/patterns/average-range.ts'
import { LevelStack } from '#core/patterns/level-stack.ts'
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
  /** Infinity when there is none. */
  private lowestUntaken = Number.POSITIVE_INFINITY
  /** By price with its sign turned: the lowest swing is reached first. Who waits is a place in the two below. */
  private readonly turnedHigh = new Float64Array(SWINGS_MAX)
  private readonly untaken = new LevelStack(this.turnedHigh)
  private readonly index = new Int32Array(SWINGS_MAX)
  private readonly row = new Int32Array(SWINGS_MAX)
  private readonly free = Array.from({ length: SWINGS_MAX }, (_, place) => place)

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
    return this.bar.high > this.lowestUntaken && this.takeReached()
  }

  private takeReached(): boolean {
    const { untaken, turnedHigh } = this
    const { close } = this.bar
    const reached = -this.bar.high
    const equalWithin = this.equalAtr * this.range.value
    let count = 1
    while (count < untaken.length && turnedHigh[untaken.slotAt(count)]! > reached) count += 1
    const highest = untaken.slotAt(count - 1)
    const high = -turnedHigh[highest]!
    this.takenHigh = high
    this.takenIndex = this.index[highest]!
    this.takenCount = 0
    for (; count > 0; count -= 1) {
      const level = -untaken.highest
      if (level === high || high - level <= equalWithin) this.takenCount += 1
      this.endSwing(untaken.pop(), close > level)
    }
    this.lowestUntaken = -untaken.highest
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
      this.settle(this.candidateIndex)
    }
  }

  private settle(index: number): void {
    const high = this.candidateHigh
    this.candidateHigh = Number.NEGATIVE_INFINITY
    if (index < this.length) return
    for (let before = index - 1; before >= index - this.length; before -= 1) {
      if (this.highOf(before) >= high) return
    }
    this.add(index)
  }

  /** The high of a bar among the last ones, as this side sees it. */
  highOf(index: number): number {
    return this.sign > 0 ? this.bars.high(index) : -this.bars.low(index)
  }

  private add(index: number): void {
    const high = this.highOf(index)
    this.lastHigh = high
    this.unbrokenHigh = high
    this.unbrokenIndex = index
    if (this.free.length === 0) this.expireFarthest()
    const place = this.free.pop()!
    this.index[place] = index
    this.row[place] = this.isTold ? this.tell(index) : NONE
    this.turnedHigh[place] = -high
    this.untaken.insert(place)
    this.lowestUntaken = -this.untaken.highest
  }

  private tell(index: number): number {
    const { rows, sign } = this
    const row = rows.add(KIND_CODE.swing, sign)
    const price = sign * this.highOf(index)
    rows.index[row] = index
    rows.anchorIndex[row] = index
    rows.formedAt[row] = this.bars.openedAt(index)
    rows.confirmedAt[row] = this.bars.closedAt
    rows.top[row] = price
    rows.bottom[row] = price
    rows.stop[row] = price
    rows.members[row] = 1
    return row
  }

  private endSwing(place: number, isBroken: boolean): void {
    this.free.push(place)
    const row = this.row[place]!
    if (row === NONE) return
    const { rows } = this
    rows.touchedAt[row] = this.bars.closedAt
    rows.mitigatedAt[row] = this.bars.closedAt
    if (isBroken) rows.invalidatedAt[row] = this.bars.closedAt
    rows.change(row)
    rows.end(row)
  }

  private expireFarthest(): void {
    const place = this.untaken.shift()
    this.free.push(place)
    const row = this.row[place]!
    if (row === NONE) return
    this.rows.expiredAt[row] = this.bars.closedAt
    this.rows.change(row)
    this.rows.end(row)
  }
}
