import { AverageRange } from '#core/patterns/average-range.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, PatternRows } from '#core/patterns/pattern-rows.ts'
import {
  assertPatternSettings,
  PATTERN_SETTINGS,
  type PatternSettings,
} from '#core/patterns/pattern-settings.ts'
import { PatternSide } from '#core/patterns/pattern-side.ts'
import { RecentBars } from '#core/patterns/recent-bars.ts'

/**
 * Every detector in one pass, one closed bar at a time. What is told of a bar follows from it and those before
 * it: nothing is drawn back, nothing told is altered, and each time is the close of the bar that made it
 * knowable. Memory is bounded by ZONES_MAX and SWINGS_MAX when only the living are kept.
 *
 * Within a bar: first the lives of what was confirmed before, then sweeps, breaks, gaps and the blocks they
 * leave, then the swing that has become knowable.
 */
export class PatternDetectors {
  readonly rows: PatternRows
  private readonly up: PatternSide
  private readonly down: PatternSide
  private readonly range = new AverageRange()
  readonly bars: RecentBars
  private readonly displacementAtr: number
  private readonly tellsGaps: boolean
  private readonly tellsBlocks: boolean
  private readonly tellsSweeps: boolean
  private readonly tellsBreaks: boolean
  /** Direction of the last break; 0 before the first. */
  private trend = 0

  constructor(
    timeframeMs: number,
    settings: PatternSettings = PATTERN_SETTINGS,
    keep: 'all' | 'living' = 'living',
  ) {
    assertPatternSettings(settings)
    this.rows = new PatternRows(keep, settings.targetR)
    this.bars = new RecentBars(timeframeMs, 2 * settings.swingLength)
    const told = { bars: this.bars, range: this.range, rows: this.rows, settings }
    this.up = new PatternSide(1, told)
    this.down = new PatternSide(-1, told)
    this.displacementAtr = settings.displacementAtr
    this.tellsGaps = settings.detectors.includes('fvg')
    this.tellsBlocks = settings.detectors.includes('order-block')
    this.tellsSweeps = settings.detectors.includes('liquidity-sweep')
    this.tellsBreaks = settings.detectors.includes('structure')
  }

  /** Takes the next closed bar; `rows.changed` then lists what it added or changed. */
  next(openedAt: number, open: number, high: number, low: number, close: number): void {
    this.bars.next(openedAt, open, high, low, close)
    this.step()
  }

  private step(): void {
    const { bars, range, rows, up, down } = this
    const at = bars.index
    rows.beginBar(bars.closedAt)
    up.bar.next(bars.open(at), bars.high(at), bars.low(at), bars.close(at))
    down.bar.next(-bars.open(at), -bars.low(at), -bars.high(at), -bars.close(at))
    range.next(up.bar.high, up.bar.low, up.bar.close)
    up.zones.next()
    down.zones.next()
    // Swept highs expect lower prices, swept lows higher ones.
    if (up.swings.take() && this.tellsSweeps) down.tellSweep(up.swings)
    if (down.swings.take() && this.tellsSweeps) up.tellSweep(down.swings)
    if (up.hasMoved) this.tellMove(up, down, 1)
    if (down.hasMoved) this.tellMove(down, up, -1)
    up.swings.confirm()
    down.swings.confirm()
    if (down.bar.rose) up.blocks.take()
    else if (up.bar.rose) down.blocks.take()
  }

  private tellMove(side: PatternSide, other: PatternSide, direction: Direction): void {
    if (this.tellsGaps && side.bar.leavesGap) side.tellGap(other.swings)
    if (side.swings.breakHigh()) {
      const kind = this.trend === -direction ? KIND_CODE.choch : KIND_CODE.bos
      this.trend = direction
      if (this.tellsBreaks) side.tellBreak(kind, other.swings)
    }
    if (!side.blocks.isLeftBy(this.displacementAtr)) return
    if (this.tellsBlocks) side.tellBlock(other.swings)
    side.blocks.forget()
  }
}
