import { assert } from '#core/assert.ts'
import { DETECTORS, type Detector } from '#core/patterns/pattern.ts'

export const MITIGATIONS = ['touch', 'mid', 'full'] as const
/** How far price must come back into a zone to have used it up: its near edge, its middle, its far edge. */
export type Mitigation = (typeof MITIGATIONS)[number]

export const INVALIDATIONS = ['edge', 'swing'] as const
/** A zone fails when a bar closes beyond its far edge, or beyond the swing behind it where that is farther. */
export type Invalidation = (typeof INVALIDATIONS)[number]

/** When a pattern is given up: after bars, after time, or once price is so many average ranges away from it. */
export type Expiry =
  | { readonly by: 'bars'; readonly bars: number }
  | { readonly by: 'time'; readonly ms: number }
  | { readonly by: 'atr'; readonly multiple: number }

export type PatternSettings = {
  readonly detectors: readonly Detector[]
  /** Bars to either side above which a swing high stands; it is known that many bars later. */
  readonly swingLength: number
  readonly mitigation: Mitigation
  readonly invalidation: Invalidation
  /** The zone of an order block: its candle from low to high, or from open to close. */
  readonly blockZone: 'range' | 'body'
  /** Average ranges a move from an order block's far end must cover to count as a displacement. */
  readonly displacementAtr: number
  /** Swings within so many average ranges of each other are equal highs or equal lows. */
  readonly equalAtr: number
  /** Reward over risk of the target: entry to target, over entry to stop. */
  readonly targetR: number
  readonly expiry: Expiry
}

export const SWING_LENGTH_MAX = 500

export const PATTERN_SETTINGS: PatternSettings = {
  detectors: DETECTORS,
  swingLength: 5,
  mitigation: 'touch',
  invalidation: 'edge',
  blockZone: 'range',
  displacementAtr: 1,
  equalAtr: 0.1,
  targetR: 2,
  expiry: { by: 'bars', bars: 500 },
}

export function assertPatternSettings(settings: PatternSettings): void {
  const { swingLength, displacementAtr, equalAtr, targetR, expiry } = settings
  assert(isSwingLength(swingLength), 'a swing has a length of whole bars within its limit')
  assert(displacementAtr >= 0 && equalAtr >= 0, 'a distance in average ranges is not negative')
  assert(targetR > 0, 'a target is ahead of the entry')
  const patience =
    expiry.by === 'bars' ? expiry.bars : expiry.by === 'time' ? expiry.ms : expiry.multiple
  assert(patience > 0, 'a pattern is given up some time after it is confirmed')
}

export function isSwingLength(length: number): boolean {
  return Number.isInteger(length) && length >= 1 && length <= SWING_LENGTH_MAX
}
