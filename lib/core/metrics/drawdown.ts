import type { EquityCurve } from '#core/metrics/return-series.ts'

export type Drawdown = {
  /** The part of the highest value before that was lost: 0.25 is a quarter; 0 when nothing ever was. */
  readonly depth: number
  /** When the high before it stood and when its low was reached; null without a drawdown. */
  readonly highAt: number | null
  readonly lowAt: number | null
  /** When the high was reached again; null while it was not. */
  readonly recoveredAt: number | null
  /** The longest time from a high until it was reached again, or until the end. Milliseconds. */
  readonly longestMs: number
}

/** The deepest fall of a value from its highest before, beginning with `initial`; the first of equals. */
export function deepestDrawdown({ at, equity }: EquityCurve, initial: number): Drawdown {
  const { length } = equity
  let [high, highAt, longestMs] = [initial, at[0] ?? 0, 0]
  let [depth, from, fallenFrom, low] = [0, highAt, initial, -1]
  // Only what falls below it is deeper than anything before: most values need no division.
  let floor = high
  for (let i = 0; i < length; i += 1) {
    // Within both columns, here and below.
    const value = equity[i] as number
    if (value >= high) {
      longestMs = Math.max(longestMs, (at[i] as number) - highAt)
      high = value
      highAt = at[i] as number
      floor = high * (1 - depth)
    } else if (value < floor) {
      depth = 1 - value / high
      floor = value
      from = highAt
      fallenFrom = high
      low = i
    }
  }
  longestMs = Math.max(longestMs, (at[length - 1] ?? highAt) - highAt)
  if (low === -1) return { depth, highAt: null, lowAt: null, recoveredAt: null, longestMs }
  let recovered = low + 1
  while (recovered < length && (equity[recovered] as number) < fallenFrom) recovered += 1
  return {
    depth,
    highAt: from,
    lowAt: at[low] ?? null,
    recoveredAt: at[recovered] ?? null,
    longestMs,
  }
}

/** The deepest fall of what periods make together, beginning before the first of them. */
export function drawdownOfReturns(returns: Float64Array): number {
  let growth = 1
  let high = 1
  let depth = 0
  for (const value of returns) {
    growth *= 1 + value
    high = Math.max(high, growth)
    depth = Math.max(depth, 1 - growth / high)
  }
  return depth
}
