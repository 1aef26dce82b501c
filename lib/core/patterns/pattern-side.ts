import type { BarClock } from '#core/patterns/bar-clock.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, type PatternRows } from '#core/patterns/pattern-rows.ts'
import type { PatternSettings } from '#core/patterns/pattern-settings.ts'
import { SideBlocks } from '#core/patterns/side-blocks.ts'
import { SideSwings } from '#core/patterns/side-swings.ts'
import { ZoneBook } from '#core/patterns/zone-book.ts'

/**
 * What one direction sees, and the patterns that expect it: written for rising prices, so zones lie below the
 * market. The falling side is a second one told every price with its sign turned.
 */
export class PatternSide {
  readonly blocks = new SideBlocks()
  readonly swings: SideSwings
  readonly zones: ZoneBook
  private readonly clock: BarClock
  private readonly rows: PatternRows
  private readonly sign: Direction
  private readonly targetR: number
  private readonly stopsAtSwing: boolean
  private readonly blockIsBody: boolean

  constructor(clock: BarClock, rows: PatternRows, sign: Direction, settings: PatternSettings) {
    this.clock = clock
    this.rows = rows
    this.sign = sign
    this.targetR = settings.targetR
    this.stopsAtSwing = settings.invalidation === 'swing'
    this.blockIsBody = settings.blockZone === 'body'
    this.swings = new SideSwings(clock, rows, sign, settings)
    this.zones = new ZoneBook(clock, rows, settings)
  }

  /** The gap between the newest bar's low and the high two bars before it, left by the bar in between. */
  tellGap(low: number, far: number, lastLow: number, averageRange: number): void {
    const { clock, rows } = this
    const row = this.tell(KIND_CODE.fvg, low, far, this.stopFor(far, lastLow), averageRange)
    rows.index[row] = clock.index - 1
    rows.anchorIndex[row] = clock.index - 1
    rows.formedAt[row] = clock.openedBefore
  }

  tellBlock(lastLow: number, averageRange: number): void {
    const { blocks, rows } = this
    const near = this.blockIsBody ? blocks.open : blocks.high
    const far = this.blockIsBody ? blocks.close : blocks.low
    const stop = this.stopFor(blocks.low, lastLow)
    const row = this.tell(KIND_CODE['order-block'], near, far, stop, averageRange)
    rows.index[row] = blocks.index
    rows.anchorIndex[row] = blocks.index
    rows.formedAt[row] = blocks.openedAt
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
    rows.level[row] = this.sign * level
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
    const { clock, rows, sign } = this
    const row = rows.add(kind, sign)
    rows.index[row] = clock.index
    rows.anchorIndex[row] = clock.index
    rows.formedAt[row] = clock.openedAt
    rows.confirmedAt[row] = clock.closedAt
    rows.top[row] = sign > 0 ? near : -far
    rows.bottom[row] = sign > 0 ? far : -near
    rows.level[row] = (sign * (near + far)) / 2
    rows.members[row] = 1
    rows.entry[row] = sign * near
    rows.stop[row] = sign * stop
    rows.target[row] = sign * (near + this.targetR * (near - stop))
    this.zones.open(row, near, far, stop, averageRange)
    return row
  }
}
