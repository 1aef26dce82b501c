import * as z from 'zod'
import { PATTERN_KINDS, PATTERN_STATES } from '#core/patterns/pattern.ts'
import { patternId, signalId } from './id.ts'
import { instrumentId, timeframe } from './market.ts'
import { time } from './time.ts'

export const patternKind = z.enum(PATTERN_KINDS)
export const patternStateCodec = z.enum(PATTERN_STATES)

/** 1 expects higher prices, -1 lower ones. */
const direction = z.union([z.literal(1), z.literal(-1)])

/** A direction in a query string. */
export const directionField = z.codec(z.enum(['1', '-1']), direction, {
  decode: (text) => (text === '1' ? 1 : -1),
  encode: (value) => (value === 1 ? '1' : '-1'),
})

/** A pattern on closed candles and what has become of it: each time is the close of the candle that made it known. */
export const patternCodec = z.object({
  id: patternId,
  instrumentId,
  timeframe,
  kind: patternKind,
  direction,
  formedAt: time,
  confirmedAt: time,
  touchedAt: time.nullable(),
  mitigatedAt: time.nullable(),
  invalidatedAt: time.nullable(),
  expiredAt: time.nullable(),
  state: patternStateCodec,
  top: z.number(),
  bottom: z.number(),
  level: z.number(),
  entry: z.number(),
  stop: z.number(),
  target: z.number(),
})
export type PatternView = z.output<typeof patternCodec>

const counts = { count: z.int(), hits: z.int() }

/** How often something hit; of fewer than 30 nothing can be said. */
const hitRateCodec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('n/a'), ...counts }),
  z.object({
    kind: z.literal('known'),
    ...counts,
    rate: z.number(),
    /** Wilson's score interval at 95 %. */
    low: z.number(),
    high: z.number(),
  }),
])
export type HitRateView = z.output<typeof hitRateCodec>

/** Trades on one kind of pattern: entered where price came back, did the target come before the stop? */
export const patternStatsCodec = z.object({
  instrumentId,
  timeframe,
  kind: patternKind,
  hitRate: hitRateCodec,
})
export type PatternStatsView = z.output<typeof patternStatsCodec>

const points = z.number()
const evidence = {
  timeframeMs: z.number(),
  pattern: patternKind,
  confirmedAt: time,
  top: z.number(),
  bottom: z.number(),
}

/** Why a signal has the score it has: the score is the sum of the points. */
const reasonCodec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pattern'), points, pattern: patternKind }),
  z.object({ kind: z.literal('agrees'), points, ...evidence }),
  z.object({ kind: z.literal('opposes'), points, ...evidence }),
  z.object({
    kind: z.literal('regime'),
    points,
    regime: z.object({
      trend: z.enum(['up', 'down', 'range']),
      volatility: z.enum(['low', 'normal', 'high']),
    }),
  }),
  z.object({ kind: z.literal('hit-rate'), points, hitRate: hitRateCodec }),
])
export type SignalReasonView = z.output<typeof reasonCodec>

/** A scored reason to act, as it was told at its time; never an order. */
export const signalCodec = z.object({
  id: signalId,
  instrumentId,
  timeframe,
  at: time,
  pattern: patternKind,
  direction,
  score: z.number(),
  reasons: z.array(reasonCodec).readonly(),
  entry: z.number(),
  stop: z.number(),
  target: z.number(),
})
export type SignalView = z.output<typeof signalCodec>
