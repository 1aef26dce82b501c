import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, type PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import { SideBlocks } from '#core/patterns/side-blocks.ts'
import { SideSwings } from '#core/patterns/side-swings.ts'
import { ZoneBook } from '#core/patterns/zone-book.ts'

/**
 * What one direction sees, and the patterns that expect it: written for rising prices, so zones lie below the
 * market. The falling side is a second one told every price with its sign turned.
 */
export class PatternSide {
  readonly blocks: SideBlocks
  readonly swings: SideSwings
  readonly zones: ZoneBook
  private readonly bars: RecentBars
  private readonly rows: PatternRows
  private readonly sign: Direction
  private readonly stopsAtSwing: boolean
  private readonly blockIsBody: boolean

  constructor(bars: RecentBars, rows: PatternRows, sign: Direction, settings: PatternSettings) {
    this.bars = bars
    this.rows = rows
    this.sign = sign
    this.stopsAtSwing = settings.invalidation === 'swing'
    this.blockIsBody = settings.blockZone === 'body'
    this.blocks = new SideBlocks(bars, sign)
    this.swings = new SideSwings(bars, rows, sign, settings)
    this.zones = new ZoneBook(bars, rows, settings)
  }

  /** The gap between the newest bar's low and the high two bars before it, left by the bar in between. */
  tellGap(low: number, far: number, lastLow: number, averageRange: number): void {
    const { bars, rows } = this
    const row = this.tell(KIND_CODE.fvg, low, far, this.stopFor(far, lastLow), averageRange)
    rows.index[row] = bars.index - 1
    rows.anchorIndex[row] = bars.index - 1
    rows.formedAt[row] = bars.openedAt(bars.index - 1)
  }

  tellBlock(lastLow: number, averageRange: number): void {
    const { bars, blocks, rows } = this
    const near = this.blockIsBody ? blocks.open : blocks.high
    const far = this.blockIsBody ? blocks.close : blocks.low
    const stop = this.stopFor(blocks.low, lastLow)
    const row = this.tell(KIND_CODE['order-block'], near, far, stop, averageRange)
    rows.index[row] = blocks.index
    rows.anchorIndex[row] = blocks.index
    rows.formedAt[row] = bars.openedAt(blocks.index)
  }

  /** A break of the swing high at `level`: price may come back to it from above; it fails below `stop`. */
  tellBreak(kind: number, level: number, stop: number, averageRange: number): void {
    const { rows } = this
    const row = this.tell(kind, level, level, stop, averageRange)
    rows.anchorIndex[row] = this.swings.unbrokenIndex
  }

  /** A sweep of swing lows, which are the highs of the other side: it fails below the wick. */
  tellSweep(lows: SideSwings, low: number, averageRange: number): void {
    const { rows } = this
    const level = -lows.takenHigh
    const kind = KIND_CODE['liquidity-sweep']
    const row = this.tell(kind, level, low, low, averageRange)
    rows.anchorIndex[row] = lows.takenIndex
    rows.members[row] = lows.takenCount
  }

  private stopFor(far: number, lastLow: number): number {
    return this.stopsAtSwing && lastLow < far ? lastLow : far
  }

  /** A row confirmed by the newest bar and, unless its writer knows better, formed by it. */
  private tell(
    kind: number,
    near: number,
    far: number,
    stop: number,
    averageRange: number,
  ): number {
    const { bars, rows, sign } = this
    const row = rows.add(kind, sign)
    rows.index[row] = bars.index
    rows.anchorIndex[row] = bars.index
    rows.formedAt[row] = bars.openedAt(bars.index)
    rows.confirmedAt[row] = bars.closedAt
    rows.top[row] = sign > 0 ? near : -far
    rows.bottom[row] = sign > 0 ? far : -near
    rows.members[row] = 1
    rows.stop[row] = sign * stop
    this.zones.open(row, near, far, stop, averageRange)
    return row
  }
}
