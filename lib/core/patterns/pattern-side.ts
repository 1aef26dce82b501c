import type { AverageRange } from '#core/patterns/average-range.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, type PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import { SideBar } from '#core/patterns/side-bar.ts'
import { SideBlocks } from '#core/patterns/side-blocks.ts'
import { SideSwings } from '#core/patterns/side-swings.ts'
import { ZoneBook } from '#core/patterns/zone-book.ts'

type Told = {
  readonly bars: RecentBars
  readonly range: AverageRange
  readonly rows: PatternRows
  readonly settings: PatternSettings
}

/**
 * What one direction sees, and the patterns that expect it: written for rising prices, so zones lie below the
 * market. The falling side is a second one told every price with its sign turned.
 */
export class PatternSide {
  readonly bar = new SideBar()
  readonly blocks: SideBlocks
  readonly swings: SideSwings
  readonly zones: ZoneBook
  private readonly bars: RecentBars
  private readonly rows: PatternRows
  private readonly sign: Direction
  private readonly stopsAtSwing: boolean
  private readonly blockIsBody: boolean

  constructor(sign: Direction, { bars, range, rows, settings }: Told) {
    const sight = { sign, bars, bar: this.bar, range }
    this.bars = bars
    this.rows = rows
    this.sign = sign
    this.stopsAtSwing = settings.invalidation === 'swing'
    this.blockIsBody = settings.blockZone === 'body'
    this.blocks = new SideBlocks(sight)
    this.swings = new SideSwings(sight, rows, settings)
    this.zones = new ZoneBook(sight, rows, settings)
  }

  /** The gap that the bar before left between its neighbours. */
  tellGap(lows: SideSwings): void {
    const { bars, rows } = this
    const before = bars.index - 1
    const far = this.swings.highOf(before - 1)
    const row = this.add(KIND_CODE.fvg)
    rows.index[row] = before
    rows.anchorIndex[row] = before
    rows.formedAt[row] = bars.openedAt(before)
    this.open(row, this.bar.low, far, this.stopFor(far, lows))
  }

  tellBlock(lows: SideSwings): void {
    const { bars, blocks, rows } = this
    const near = this.blockIsBody ? blocks.open : blocks.high
    const far = this.blockIsBody ? blocks.close : blocks.low
    const row = this.add(KIND_CODE['order-block'])
    rows.index[row] = blocks.index
    rows.anchorIndex[row] = blocks.index
    rows.formedAt[row] = bars.openedAt(blocks.index)
    this.open(row, near, far, this.stopFor(blocks.low, lows))
  }

  /** A break of a swing high: price may come back to it from above; it fails below the last swing low. */
  tellBreak(kind: number, lows: SideSwings): void {
    const level = this.swings.brokenHigh
    const lastLow = -lows.lastHigh
    const row = this.add(kind)
    this.rows.anchorIndex[row] = this.swings.unbrokenIndex
    this.open(row, level, level, lastLow <= level ? lastLow : Math.min(this.bar.low, level))
  }

  /** A sweep of swing lows, which are the highs of the other side: it fails below the wick. */
  tellSweep(lows: SideSwings): void {
    const { low } = this.bar
    const row = this.add(KIND_CODE['liquidity-sweep'])
    this.rows.anchorIndex[row] = lows.takenIndex
    this.rows.members[row] = lows.takenCount
    this.open(row, -lows.takenHigh, low, low)
  }

  private stopFor(far: number, lows: SideSwings): number {
    return this.stopsAtSwing && -lows.lastHigh < far ? -lows.lastHigh : far
  }

  /** A row confirmed by the newest bar and, unless its writer knows better, formed by it. */
  private add(kind: number): number {
    const { bars, rows } = this
    const row = rows.add(kind, this.sign)
    rows.index[row] = bars.index
    rows.anchorIndex[row] = bars.index
    rows.formedAt[row] = bars.openedAt(bars.index)
    rows.confirmedAt[row] = bars.closedAt
    rows.members[row] = 1
    return row
  }

  private open(row: number, near: number, far: number, stop: number): void {
    const { rows, sign } = this
    rows.top[row] = sign > 0 ? near : -far
    rows.bottom[row] = sign > 0 ? far : -near
    rows.stop[row] = sign * stop
    this.zones.open(row)
  }
}
