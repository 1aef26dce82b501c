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
  private readonly equalAtr: number
  private readonly expiresByTime: boolean
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
    this.up = new PatternSide(this.bars, this.rows, 1, settings)
    this.down = new PatternSide(this.bars, this.rows, -1, settings)
    this.displacementAtr = settings.displacementAtr
    this.equalAtr = settings.equalAtr
    this.expiresByTime = settings.expiry.by === 'time'
    this.tellsGaps = settings.detectors.includes('fvg')
    this.tellsBlocks = settings.detectors.includes('order-block')
    this.tellsSweeps = settings.detectors.includes('liquidity-sweep')
    this.tellsBreaks = settings.detectors.includes('structure')
  }

  /** Takes the next closed bar; `rows.changed` then lists what it added or changed. */
  next(openedAt: number, open: number, high: number, low: number, close: number): void {
    const { bars, up, down } = this
    bars.next(openedAt, open, high, low, close)
    this.rows.beginBar(bars.closedAt)
    this.range.next(high, low, close)
    const now = this.expiresByTime ? bars.closedAt : bars.index
    up.zones.next(now, high, low, close)
    down.zones.next(now, -low, -high, -close)
    this.sweep(high, low, close)
    this.findMoves(high, low, close)
    up.swings.confirm(high)
    down.swings.confirm(-low)
    if (close < open) up.blocks.index = bars.index
    else if (close > open) down.blocks.index = bars.index
  }

  /** Swept highs expect lower prices, swept lows higher ones. */
  private sweep(high: number, low: number, close: number): void {
    const { up, down } = this
    const equalWithin = this.equalAtr * this.range.value
    if (up.swings.take(high, close, equalWithin) && this.tellsSweeps) {
      down.tellSweep(up.swings, -high, this.range.value)
    }
    if (down.swings.take(-low, -close, equalWithin) && this.tellsSweeps) {
      up.tellSweep(down.swings, low, this.range.value)
    }
  }

  private findMoves(high: number, low: number, close: number): void {
    const { bars, up, down } = this
    const before = bars.index - 1
    const riseBefore = bars.close(before) - bars.open(before)
    const highTwoBefore = bars.high(before - 1)
    const lowTwoBefore = bars.low(before - 1)
    const risesFrom = riseBefore > 0 && highTwoBefore < low ? highTwoBefore : Number.NaN
    if (risesFrom < low || close > up.swings.unbrokenHigh) {
      this.tellMove(up, down, 1, low, close, risesFrom)
    }
    const fallsFrom = riseBefore < 0 && lowTwoBefore > high ? lowTwoBefore : Number.NaN
    if (fallsFrom > high || -close > down.swings.unbrokenHigh) {
      this.tellMove(down, up, -1, -high, -close, -fallsFrom)
    }
  }

  /** A gap above `gapFar` where that is a number, a break where the bar closes above a swing; as the side sees it. */
  private tellMove(
    side: PatternSide,
    other: PatternSide,
    direction: Direction,
    low: number,
    close: number,
    gapFar: number,
  ): void {
    const averageRange = this.range.value
    const lastLow = -other.swings.lastHigh
    if (gapFar < low && this.tellsGaps) side.tellGap(low, gapFar, lastLow, averageRange)
    const level = side.swings.unbrokenHigh
    if (side.swings.breakHigh(close)) {
      const kind = this.trend === -direction ? KIND_CODE.choch : KIND_CODE.bos
      const stop = lastLow <= level ? lastLow : Math.min(low, level)
      this.trend = direction
      if (this.tellsBreaks) side.tellBreak(kind, level, stop, averageRange)
    }
    const displacement = this.displacementAtr * averageRange
    if (!side.blocks.isLeftBy(close, displacement)) return
    if (this.tellsBlocks) side.tellBlock(lastLow, averageRange)
    side.blocks.forget()
  }
}
