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
export function deepestDrawdown(curve: EquityCurve, initial: number): Drawdown {
  const { at, equity } = curve
  let high = initial
  let highAt = 0
  let depth = 0
  let from = 0
  let low = -1
  for (let i = 0; i < equity.length; i += 1) {
    // Within the column.
    const value = equity[i] as number
    if (value >= high) {
      high = value
      highAt = i
    } else if (1 - value / high > depth) {
      depth = 1 - value / high
      from = highAt
      low = i
    }
  }
  const longestMs = longestBelowHigh(curve, initial)
  if (low === -1) return { depth, highAt: null, lowAt: null, recoveredAt: null, longestMs }
  const reached = Math.max(initial, equity[from] ?? 0)
  const recovered = equity.findIndex((value, i) => i > low && value >= reached)
  return {
    depth,
    highAt: at[from] ?? null,
    lowAt: at[low] ?? null,
    recoveredAt: recovered === -1 ? null : (at[recovered] ?? null),
    longestMs,
  }
}

function longestBelowHigh({ at, equity }: EquityCurve, initial: number): number {
  let high = initial
  let highAt = at[0] ?? 0
  let longest = 0
  for (let i = 0; i < equity.length; i += 1) {
    // Within both columns.
    longest = Math.max(longest, (at[i] as number) - highAt)
    if ((equity[i] as number) < high) continue
    high = equity[i] as number
    highAt = at[i] as number
  }
  return longest
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
