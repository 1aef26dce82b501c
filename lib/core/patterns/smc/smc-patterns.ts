import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import type { Direction, PatternKind, PatternShape } from '#core/patterns/pattern.ts'
import { smcFvg } from '#core/patterns/smc/smc-fvg.ts'
import { smcOb } from '#core/patterns/smc/smc-ob.ts'
import { smcSwings } from '#core/patterns/smc/smc-swings.ts'
import type { UnixMs } from '#core/time/time.ts'

/** What of smart-money-concepts is reproduced; the rest of it is the peer's own. */
export const SMC_DETECTORS = ['fvg', 'order-block', 'swings'] as const
export type SmcDetector = (typeof SMC_DETECTORS)[number]

export type SmcSettings = {
  readonly detectors: readonly SmcDetector[]
  readonly swingLength: number
  readonly joinConsecutive: boolean
}

/**
 * The patterns of a series as smart-money-concepts 0.0.27 leaves them: drawn with hindsight, so never to be traded.
 * `confirmedAt` is when the peer could first have shown one; it may have taken it away since, and what it took
 * away is not here. `mitigatedAt` of an order block is when price traded beyond it.
 */
export function smcPatterns(bars: Bars, settings: SmcSettings): PatternShape[] {
  const wants = (detector: SmcDetector) => settings.detectors.includes(detector)
  const swings = smcSwings(bars, settings.swingLength)
  const found = [
    wants('fvg') ? fvgShapes(bars, settings.joinConsecutive) : [],
    wants('order-block') ? blockShapes(bars, smcOb(bars, swings)) : [],
    wants('swings') ? swingShapes(bars, swings) : [],
  ].flat()
  return found.toSorted((a, b) => a.confirmedAt - b.confirmedAt || a.index - b.index)
}

function fvgShapes(bars: Bars, join: boolean): PatternShape[] {
  const { fvg, top, bottom, mitigatedIndex } = smcFvg(bars, { join })
  return rowsOf(fvg).map((i) =>
    shape(bars, 'fvg', {
      index: i,
      direction: fvg[i]!,
      confirmedIndex: i + 1,
      mitigatedIndex: mitigatedIndex[i]! > 0 ? mitigatedIndex[i]! : Number.NaN,
      top: top[i]!,
      bottom: bottom[i]!,
    }),
  )
}

function blockShapes(bars: Bars, blocks: ReturnType<typeof smcOb>): PatternShape[] {
  const { ob, top, bottom, confirmedIndex, brokenIndex } = blocks
  return rowsOf(ob).map((i) =>
    shape(bars, 'order-block', {
      index: i,
      direction: ob[i]!,
      confirmedIndex: confirmedIndex[i]!,
      mitigatedIndex: Math.max(brokenIndex[i]!, confirmedIndex[i]!),
      top: top[i]!,
      bottom: bottom[i]!,
    }),
  )
}

function swingShapes(bars: Bars, swings: ReturnType<typeof smcSwings>): PatternShape[] {
  const { highLow, level, knownIndex } = swings
  return rowsOf(highLow).map((i) =>
    shape(bars, 'swing', {
      index: i,
      direction: highLow[i]!,
      confirmedIndex: knownIndex[i]!,
      mitigatedIndex: Number.NaN,
      top: level[i]!,
      bottom: level[i]!,
    }),
  )
}

type Found = {
  readonly index: number
  readonly direction: number
  readonly confirmedIndex: number
  /** NaN where nothing has happened yet. */
  readonly mitigatedIndex: number
  readonly top: number
  readonly bottom: number
}

function shape(bars: Bars, kind: PatternKind, found: Found): PatternShape {
  const { index, direction, confirmedIndex, mitigatedIndex, top, bottom } = found
  const mitigatedAt = Number.isNaN(mitigatedIndex) ? null : closeTimeOf(bars, mitigatedIndex)
  return {
    kind,
    // The columns hold 1 and -1.
    direction: direction as Direction,
    index,
    formedAt: bars.openAt[index] as UnixMs,
    confirmedAt: closeTimeOf(bars, confirmedIndex),
    touchedAt: mitigatedAt,
    mitigatedAt,
    invalidatedAt: null,
    expiredAt: null,
    top,
    bottom,
    level: (top + bottom) / 2,
  }
}

function rowsOf(column: Float64Array): number[] {
  const rows: number[] = []
  for (let i = 0; i < column.length; i += 1) if (!Number.isNaN(column[i]!)) rows.push(i)
  return rows
}
