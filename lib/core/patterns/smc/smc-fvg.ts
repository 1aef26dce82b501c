import type { Bars } from '#core/market/bars.ts'
import { LevelStack } from '#core/patterns/level-stack.ts'

export type SmcFvg = {
  /** 1 rising, -1 falling, NaN none. */
  readonly fvg: Float64Array
  readonly top: Float64Array
  readonly bottom: Float64Array
  /** The first bar that came back to the gap; 0 when none has, NaN where there is no gap. */
  readonly mitigatedIndex: Float64Array
}

/**
 * `fvg` of smart-money-concepts 0.0.27: a gap between the bars before and after bar i, which closes in its
 * direction. `join` is its `join_consecutive`: neighbouring gaps of one direction become the last of them, from the
 * lowest bottom to the highest top.
 *
 * It needs the future: row i is known with bar i+1, and a joined gap takes the rows before it away.
 */
export function smcFvg(bars: Bars, { join }: { readonly join: boolean }): SmcFvg {
  const gaps = findGaps(bars)
  if (join) joinNeighbours(gaps)
  markMitigated(gaps, bars.low, 1)
  markMitigated(gaps, bars.high, -1)
  return gaps
}

function findGaps({ open, high, low, close, length }: Bars): SmcFvg {
  const column = () => new Float64Array(length).fill(Number.NaN)
  const gaps = { fvg: column(), top: column(), bottom: column(), mitigatedIndex: column() }
  for (let i = 1; i + 1 < length; i += 1) {
    const isRising = high[i - 1]! < low[i + 1]! && close[i]! > open[i]!
    const isFalling = low[i - 1]! > high[i + 1]! && close[i]! < open[i]!
    if (!isRising && !isFalling) continue
    gaps.fvg[i] = isRising ? 1 : -1
    gaps.top[i] = isRising ? low[i + 1]! : low[i - 1]!
    gaps.bottom[i] = isRising ? high[i - 1]! : high[i + 1]!
  }
  return gaps
}

function joinNeighbours({ fvg, top, bottom }: SmcFvg): void {
  for (let i = 0; i + 1 < fvg.length; i += 1) {
    if (fvg[i] !== fvg[i + 1]) continue
    top[i + 1] = Math.max(top[i]!, top[i + 1]!)
    bottom[i + 1] = Math.min(bottom[i]!, bottom[i + 1]!)
    fvg[i] = Number.NaN
    top[i] = Number.NaN
    bottom[i] = Number.NaN
  }
}

/** Gaps of one direction wait by their near edge; prices are turned so that all wait below the market. */
function markMitigated(gaps: SmcFvg, reach: Float64Array, direction: 1 | -1): void {
  const { fvg, mitigatedIndex } = gaps
  const near = direction === 1 ? gaps.top : gaps.bottom
  const turned = near.map((price) => direction * price)
  const waiting = new LevelStack(turned)
  for (let i = 0; i < fvg.length; i += 1) {
    while (direction * reach[i]! <= waiting.highest) mitigatedIndex[waiting.pop()] = i
    const gap = i - 1
    if (gap < 0 || fvg[gap] !== direction) continue
    mitigatedIndex[gap] = 0
    waiting.insert(gap)
  }
}
