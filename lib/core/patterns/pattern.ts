import type { UnixMs } from '#core/time/time.ts'

/** What is looked for; `structure` finds two kinds of pattern. */
export const DETECTORS = ['fvg', 'order-block', 'liquidity-sweep', 'swings', 'structure'] as const
export type Detector = (typeof DETECTORS)[number]

export const PATTERN_KINDS = [
  'fvg',
  'order-block',
  'liquidity-sweep',
  'swing',
  'bos',
  'choch',
] as const
export type PatternKind = (typeof PATTERN_KINDS)[number]

/** 1 expects higher prices, -1 lower ones; of a swing, 1 is a high and -1 a low. */
export type Direction = 1 | -1

/** What became of a pattern, each the close time of the bar that made it knowable; null until then. */
export type PatternLife = {
  readonly touchedAt: UnixMs | null
  readonly mitigatedAt: UnixMs | null
  readonly invalidatedAt: UnixMs | null
  readonly expiredAt: UnixMs | null
}

/** Where a pattern is, and since when it could be known. */
export type PatternShape = PatternLife & {
  readonly kind: PatternKind
  readonly direction: Direction
  /** The bar that formed it: 0 is the first bar told. */
  readonly index: number
  /** When the bar at `index` opened. */
  readonly formedAt: UnixMs
  readonly confirmedAt: UnixMs
  readonly top: number
  readonly bottom: number
  /** The one price it is about: a zone's middle; the swing broken or swept; the swing itself. */
  readonly level: number
}

/**
 * A shape confirmed on closed bars, with the levels of a trade on it. Everything but its life is fixed at
 * `confirmedAt`, and each time of its life is written once.
 */
export type Pattern = PatternShape & {
  /** The bar it refers to: the swing that was broken or swept; otherwise `index` itself. */
  readonly anchorIndex: number
  /** Swings that make up the level: of a sweep, two or more are equal highs or equal lows. */
  readonly members: number
  readonly entry: number
  readonly stop: number
  readonly target: number
  /** Reward over risk of these three; null where entry and stop are one price. */
  readonly r: number | null
}

export const PATTERN_STATES = ['open', 'touched', 'mitigated', 'invalidated', 'expired'] as const
export type PatternState = (typeof PATTERN_STATES)[number]

/** How far a pattern has come: what ended it, else the last that happened to it. */
export function patternState(life: PatternLife): PatternState {
  if (life.invalidatedAt !== null) return 'invalidated'
  if (life.expiredAt !== null) return 'expired'
  if (life.mitigatedAt !== null) return 'mitigated'
  return life.touchedAt === null ? 'open' : 'touched'
}
