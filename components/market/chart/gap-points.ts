import type { Candle } from '#core/market/candle.ts'

/** A gap is never drawn wider than this many candles: a market closed for a year is no year of white. */
export const GAP_POINTS_MAX = 240

/**
 * When the missing candles before `candle` would have opened, so that a gap has its width on the chart. Of a
 * long gap the last GAP_POINTS_MAX.
 */
export function gapBefore(
  candle: Pick<Candle, 'openAt'>,
  previous: Pick<Candle, 'openAt'> | undefined,
  stepMs: number,
): readonly number[] {
  if (previous === undefined) return []
  const missing = Math.round((candle.openAt - previous.openAt) / stepMs) - 1
  if (missing <= 0) return []
  const drawn = Math.min(missing, GAP_POINTS_MAX)
  return Array.from({ length: drawn }, (_, at) => candle.openAt - (drawn - at) * stepMs)
}
