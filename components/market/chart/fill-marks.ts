import { type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { OrderSide } from '#core/orders/order.ts'
import { floorTo, type UnixMs } from '#core/time/time.ts'

/** One side's fills in one group of candles: more than this many are drawn as one mark with their count. */
export const MARKS_PER_GROUP_MAX = 3
/** Marks need this much room; narrower candles share a group. */
export const MARK_WIDTH_PX = 12

/** What of a fill places its mark. */
export type FillPlace = {
  readonly id: string
  readonly side: OrderSide
  readonly venueAt: UnixMs
}

/** One triangle: a fill, or many. `level` counts from the candle outwards. */
export type FillMark<Fill extends FillPlace> = {
  readonly side: OrderSide
  /** Open times of the first and last candle it belongs to. */
  readonly fromAt: number
  readonly toAt: number
  readonly fills: readonly Fill[]
  readonly level: number
}

/** How many candles share a group when each is so wide. */
export function candlesPerGroup(candleWidthPx: number): number {
  return Math.max(1, Math.ceil(MARK_WIDTH_PX / Math.max(candleWidthPx, 0.01)))
}

/**
 * The marks of fills, by candle and side. A fill belongs to the candle that contains it: its time is floored
 * to the candle's open. Groups lie on a fixed grid, so that panning never regroups.
 */
export function fillMarks<Fill extends FillPlace>(
  fills: readonly Fill[],
  view: { readonly timeframe: Timeframe; readonly candlesPerGroup: number },
): FillMark<Fill>[] {
  const stepMs = timeframeMs[view.timeframe]
  const groups = new Map<string, Fill[]>()
  for (const fill of fills) {
    const key = `${fill.side} ${floorTo(fill.venueAt, stepMs * view.candlesPerGroup)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [fill])
    else group.push(fill)
  }
  return [...groups.values()].flatMap((group) => marksOf(group, stepMs))
}

function marksOf<Fill extends FillPlace>(group: readonly Fill[], stepMs: number): FillMark<Fill>[] {
  const sorted = group.toSorted((a, b) => a.venueAt - b.venueAt)
  if (sorted.length > MARKS_PER_GROUP_MAX) return [markOf(sorted, 0, stepMs)]
  return sorted.map((fill, level) => markOf([fill], level, stepMs))
}

function markOf<Fill extends FillPlace>(
  fills: readonly Fill[],
  level: number,
  stepMs: number,
): FillMark<Fill> {
  const [first, last] = [fills[0], fills.at(-1)]
  return {
    side: first?.side ?? 'buy',
    fromAt: floorTo(first?.venueAt ?? (0 as UnixMs), stepMs),
    toAt: floorTo(last?.venueAt ?? (0 as UnixMs), stepMs),
    fills,
    level,
  }
}
