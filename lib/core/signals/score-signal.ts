import type { PatternKind } from '#core/patterns/pattern.ts'
import type { HitRate } from '#core/signals/hit-rate.ts'
import type { Regime } from '#core/signals/market-regime.ts'
import type { Evidence, EvidenceReference, Signal, SignalReason } from '#core/signals/signal.ts'

/** What a pattern is worth alone; a swing is where others come from, not a reason to act. */
const KIND_POINTS: Readonly<Record<PatternKind, number>> = {
  fvg: 1,
  'order-block': 1.5,
  'liquidity-sweep': 1.5,
  swing: 0,
  bos: 1,
  choch: 1.5,
}
/** What another pattern at the same price adds or takes, as a share of what it is worth alone. */
const AGREES_SHARE = 1
const OPPOSES_SHARE = -1
/** A pattern of a longer timeframe weighs more. */
const LONGER_FACTOR = 1.5
/** Others count where they come within so much of the zone's height. */
const NEAR_SHARE = 0.5
const TREND_POINTS = 1
const HIGH_VOLATILITY_POINTS = -0.5
/** Points for each tenth by which the hit rate's lower bound clears what breaks even. */
const POINTS_PER_TENTH = 1

export type SignalContext = {
  /** Patterns that live when the candidate is confirmed, on any timeframe, itself among them or not. */
  readonly living: readonly Evidence[]
  readonly regime: Regime | null
  /** Of the candidate's kind and timeframe, from trades that were over by now. */
  readonly hitRate: HitRate
}

/**
 * Scores a pattern as a reason to act, from what is known at its confirmation; null for what is none: a swing, or
 * a pattern without risk. The score is the sum of the reasons' points.
 */
export function scoreSignal(candidate: Evidence, context: SignalContext): Signal | null {
  const { pattern, timeframeMs } = candidate
  if (pattern.kind === 'swing' || pattern.r === null) return null
  const reasons: SignalReason[] = [
    { kind: 'pattern', points: KIND_POINTS[pattern.kind], pattern: pattern.kind },
    ...reasonsFrom(context.living, candidate),
    ...regimeReason(context.regime, candidate),
    ...hitRateReason(context.hitRate, pattern.r),
  ]
  return {
    at: pattern.confirmedAt,
    timeframeMs,
    direction: pattern.direction,
    pattern: pattern.kind,
    score: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons,
    entry: pattern.entry,
    stop: pattern.stop,
    target: pattern.target,
    r: pattern.r,
  }
}

/** Where another pattern stands at the candidate's price, it agrees or opposes by its direction. */
function reasonsFrom(living: readonly Evidence[], candidate: Evidence): SignalReason[] {
  const reasons: SignalReason[] = []
  for (const other of living) {
    if (other.pattern.kind === 'swing' || !isNear(other, candidate)) continue
    if (!isSame(other, candidate)) reasons.push(reasonFrom(other, candidate))
  }
  return reasons
}

function reasonFrom(other: Evidence, candidate: Evidence): SignalReason {
  const agrees = other.pattern.direction === candidate.pattern.direction
  const factor = other.timeframeMs > candidate.timeframeMs ? LONGER_FACTOR : 1
  const share = agrees ? AGREES_SHARE : OPPOSES_SHARE
  const points = share * factor * KIND_POINTS[other.pattern.kind]
  return { kind: agrees ? 'agrees' : 'opposes', points, ...referenceTo(other) }
}

function isSame(other: Evidence, candidate: Evidence): boolean {
  return (
    other.timeframeMs === candidate.timeframeMs &&
    other.pattern.index === candidate.pattern.index &&
    other.pattern.kind === candidate.pattern.kind &&
    other.pattern.direction === candidate.pattern.direction
  )
}

function isNear({ pattern: other }: Evidence, { pattern }: Evidence): boolean {
  const height = Math.max(pattern.top - pattern.bottom, Math.abs(pattern.entry - pattern.stop))
  const margin = NEAR_SHARE * height
  return other.bottom <= pattern.top + margin && other.top >= pattern.bottom - margin
}

function referenceTo({ timeframeMs, pattern }: Evidence): EvidenceReference {
  const { kind, confirmedAt, top, bottom } = pattern
  return { timeframeMs, pattern: kind, confirmedAt, top, bottom }
}

function regimeReason(regime: Regime | null, { pattern }: Evidence): SignalReason[] {
  if (regime === null) return []
  const way = regime.trend === 'up' ? 1 : regime.trend === 'down' ? -1 : 0
  const volatility = regime.volatility === 'high' ? HIGH_VOLATILITY_POINTS : 0
  const points = way * pattern.direction * TREND_POINTS + volatility
  return points === 0 ? [] : [{ kind: 'regime', points, regime }]
}

/** Held against what breaks even: one win of `r` for every `r` losses of one. */
function hitRateReason(hitRate: HitRate, r: number): SignalReason[] {
  if (hitRate.kind === 'n/a') return []
  const breakEven = 1 / (1 + r)
  const points = 10 * (hitRate.low - breakEven) * POINTS_PER_TENTH
  return [{ kind: 'hit-rate', points, hitRate }]
}
