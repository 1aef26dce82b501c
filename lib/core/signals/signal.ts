import type { Direction, Pattern, PatternKind } from '#core/patterns/pattern.ts'
import type { HitRate } from '#core/signals/hit-rate.ts'
import type { Regime } from '#core/signals/market-regime.ts'
import type { UnixMs } from '#core/time/time.ts'

/** A pattern and the timeframe on which it stands. */
export type Evidence = { readonly timeframeMs: number; readonly pattern: Pattern }

/** Why a signal has the score it has: every point is one of these. */
export type SignalReason =
  | { readonly kind: 'pattern'; readonly points: number; readonly pattern: PatternKind }
  | ({ readonly kind: 'agrees' | 'opposes'; readonly points: number } & EvidenceReference)
  | { readonly kind: 'regime'; readonly points: number; readonly regime: Regime }
  | { readonly kind: 'hit-rate'; readonly points: number; readonly hitRate: HitRate }

/** Which pattern is meant, so that it can be shown. */
export type EvidenceReference = {
  readonly timeframeMs: number
  readonly pattern: PatternKind
  readonly confirmedAt: UnixMs
  readonly top: number
  readonly bottom: number
}

/** A scored reason to act, known at `at`; never an order. */
export type Signal = {
  readonly at: UnixMs
  readonly timeframeMs: number
  readonly direction: Direction
  readonly pattern: PatternKind
  readonly score: number
  readonly reasons: readonly SignalReason[]
  readonly entry: number
  readonly stop: number
  readonly target: number
  readonly r: number
}
