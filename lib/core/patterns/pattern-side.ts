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

  /** Whether the newest bar leaves a gap behind it or breaks a swing. */
  get hasMoved(): boolean {
    return this.bar.leavesGap || this.bar.close > this.swings.unbrokenHigh
  }

  /** The gap that the bar before left between its neighbours. */
  tellGap(lows: SideSwings): void {
    const { bar, bars, zones } = this
    zones.near = bar.low
    zones.far = bar.farHigh
    zones.stop = this.stopFor(bar.farHigh, lows)
    this.open(KIND_CODE.fvg, bars.index - 1, bars.index - 1, 1)
  }

  tellBlock(lows: SideSwings): void {
    const { blocks, zones } = this
    zones.near = this.blockIsBody ? blocks.open : blocks.high
    zones.far = this.blockIsBody ? blocks.close : blocks.low
    zones.stop = this.stopFor(blocks.low, lows)
    this.open(KIND_CODE['order-block'], blocks.index, blocks.index, 1)
  }

  /** A break of a swing high: price may come back to it from above; it fails below the last swing low. */
  tellBreak(kind: number, lows: SideSwings): void {
    const { bar, bars, swings, zones } = this
    const level = swings.brokenHigh
    const lastLow = -lows.lastHigh
    zones.near = level
    zones.far = level
    zones.stop = lastLow <= level ? lastLow : Math.min(bar.low, level)
    this.open(kind, bars.index, swings.unbrokenIndex, 1)
  }

  /** A sweep of swing lows, which are the highs of the other side: it fails below the wick. */
  tellSweep(lows: SideSwings): void {
    const { bar, bars, zones } = this
    zones.near = -lows.takenHigh
    zones.far = bar.low
    zones.stop = bar.low
    this.open(KIND_CODE['liquidity-sweep'], bars.index, lows.takenIndex, lows.takenCount)
  }

  private stopFor(far: number, lows: SideSwings): number {
    return this.stopsAtSwing && -lows.lastHigh < far ? -lows.lastHigh : far
  }

  /** Tells the zone at hand, confirmed by the newest bar, and follows it. */
  private open(kind: number, index: number, anchorIndex: number, members: number): void {
    const { bars, rows, sign, zones } = this
    rows.formedAt = bars.openedAt(index)
    rows.top = sign > 0 ? zones.near : -zones.far
    rows.bottom = sign > 0 ? zones.far : -zones.near
    rows.stop = sign * zones.stop
    zones.open(rows.add(kind, sign, index, anchorIndex, members))
  }
}
