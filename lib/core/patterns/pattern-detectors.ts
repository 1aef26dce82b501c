import { wilderMean } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import { BarClock } from '#core/patterns/bar-clock.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import { KIND_CODE, PatternRows } from '#core/patterns/pattern-rows.ts'
import {
  assertPatternSettings,
  PATTERN_SETTINGS,
  type PatternSettings,
} from '#core/patterns/pattern-settings.ts'
import { PatternSide } from '#core/patterns/pattern-side.ts'

/** Bars over which the range is averaged, after Wilder. */
const RANGE_LENGTH = 14

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
  private readonly meanRange: Indicator<number, number> = wilderMean(RANGE_LENGTH)
  private readonly clock: BarClock
  private readonly displacementAtr: number
  private readonly equalAtr: number
  private readonly expiresByTime: boolean
  private readonly tellsGaps: boolean
  private readonly tellsBlocks: boolean
  private readonly tellsSweeps: boolean
  private readonly tellsBreaks: boolean
  private highBefore = Number.NaN
  private lowBefore = Number.NaN
  private closeBefore = Number.NaN
  /** Close less open of the bar before. */
  private riseBefore = Number.NaN
  private highTwoBefore = Number.NaN
  private lowTwoBefore = Number.NaN
  private averageRange = Number.NaN
  /** Direction of the last break; 0 before the first. */
  private trend = 0

  constructor(
    timeframeMs: number,
    settings: PatternSettings = PATTERN_SETTINGS,
    keep: 'all' | 'living' = 'living',
  ) {
    assertPatternSettings(settings)
    this.rows = new PatternRows(keep)
    this.clock = new BarClock(timeframeMs)
    this.up = new PatternSide(this.clock, this.rows, 1, settings)
    this.down = new PatternSide(this.clock, this.rows, -1, settings)
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
    const { clock, up, down } = this
    clock.next(openedAt)
    this.rows.beginBar()
    this.averageRange = this.meanRange.next(this.rangeOf(high, low))
    const now = this.expiresByTime ? clock.closedAt : clock.index
    up.zones.next(now, high, low, close)
    down.zones.next(now, -low, -high, -close)
    this.sweep(high, low, close)
    this.findMoves(high, low, close)
    up.swings.confirm(clock.index, openedAt, high)
    down.swings.confirm(clock.index, openedAt, -low)
    if (close < open) up.blocks.remember(clock.index, openedAt, open, high, low, close)
    else if (close > open) down.blocks.remember(clock.index, openedAt, -open, -low, -high, -close)
    this.remember(open, high, low, close)
  }

  private remember(open: number, high: number, low: number, close: number): void {
    this.highTwoBefore = this.highBefore
    this.lowTwoBefore = this.lowBefore
    this.highBefore = high
    this.lowBefore = low
    this.riseBefore = close - open
    this.closeBefore = close
  }

  /** A bar's range, widened to the close before it. */
  private rangeOf(high: number, low: number): number {
    const before = this.closeBefore
    if (Number.isNaN(before)) return high - low
    return Math.max(high, before) - Math.min(low, before)
  }

  /** Swept highs expect lower prices, swept lows higher ones. */
  private sweep(high: number, low: number, close: number): void {
    const { up, down } = this
    const equalWithin = this.equalAtr * this.averageRange
    if (up.swings.take(high, close, equalWithin) && this.tellsSweeps) {
      down.tellSweep(up.swings, -high, this.averageRange)
    }
    if (down.swings.take(-low, -close, equalWithin) && this.tellsSweeps) {
      up.tellSweep(down.swings, low, this.averageRange)
    }
  }

  private findMoves(high: number, low: number, close: number): void {
    const { up, down, riseBefore } = this
    const risesFrom = riseBefore > 0 && this.highTwoBefore < low ? this.highTwoBefore : Number.NaN
    if (risesFrom < low || close > up.swings.unbrokenHigh) {
      this.tellMove(up, down, 1, low, close, risesFrom)
    }
    const fallsFrom = riseBefore < 0 && this.lowTwoBefore > high ? this.lowTwoBefore : Number.NaN
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
    const { averageRange } = this
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
    if (!side.blocks.isLeftBy(this.clock.index, close, displacement)) return
    if (this.tellsBlocks) side.tellBlock(lastLow, averageRange)
    side.blocks.forget()
  }
}
