import type { ExitReason } from '#core/backtest/trade-log.ts'
import type { Bars } from '#core/market/bars.ts'

/** One stretch of the price's way: a bar, or a bar of the detail timeframe within it. */
export type Stretch = {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly time: number
}

/** A whole bar. */
export function stretchOf(bars: Bars, i: number): Stretch {
  return {
    open: bars.open[i]!,
    high: bars.high[i]!,
    low: bars.low[i]!,
    close: bars.close[i]!,
    time: bars.openAt[i]!,
  }
}

/** Levels at which an open position is left; NaN where there is none. */
export type Levels = {
  readonly stop: number
  readonly target: number
  /** The trailing stop as it stood before this stretch, and as its best price moves it. */
  readonly trail: number
  readonly trailMoved: number
  readonly liquidation: number
}

export type GuardHit = {
  readonly reason: ExitReason
  readonly price: number
  readonly isAmbiguous: boolean
}

/**
 * Whether and where a position is left within a stretch; `direction` is 1 for long, -1 for short. What the open
 * decides comes first: a gap fills at the open, for better or worse. Within the stretch the stop is assumed to
 * come before the target, and the target before the trailing stop, which the best price moves before the worst
 * tests it. Where the stretch allows another order of events the hit is ambiguous.
 */
export function hitGuard(stretch: Stretch, direction: number, levels: Levels): GuardHit | null {
  const isLong = direction === 1
  const { open } = stretch
  const worst = isLong ? stretch.low : stretch.high
  const best = isLong ? stretch.high : stretch.low
  const isBelow = (price: number, level: number) => (isLong ? price <= level : price >= level)
  const isAbove = (price: number, level: number) => (isLong ? price >= level : price <= level)

  const [hardLevel, hardReason] = nearest(levels, isLong)
  if (isBelow(open, hardLevel)) return hit(hardReason, open)
  if (isBelow(open, levels.trail)) return hit('trail', open)
  if (isAbove(open, levels.target)) return hit('target', open)
  const reachesTarget = isAbove(best, levels.target)
  if (isBelow(worst, hardLevel)) return hit(hardReason, hardLevel, reachesTarget)
  const reachesTrail = isBelow(worst, levels.trailMoved)
  if (reachesTarget) return hit('target', levels.target, reachesTrail)
  if (!reachesTrail) return null
  return hit('trail', levels.trailMoved, !isBelow(worst, levels.trail))
}

/** Of the stop and the liquidation the one that the price meets first. */
function nearest({ stop, liquidation }: Levels, isLong: boolean): [number, ExitReason] {
  const isStopFirst =
    Number.isNaN(liquidation) || (isLong ? stop >= liquidation : stop <= liquidation)
  return isStopFirst ? [stop, 'stop'] : [liquidation, 'liquidation']
}

function hit(reason: ExitReason, price: number, isAmbiguous = false): GuardHit {
  return { reason, price, isAmbiguous }
}
