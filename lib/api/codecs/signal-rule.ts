import * as z from 'zod'
import { TIMEFRAMES } from '#core/market/candle.ts'
import { signalRuleId } from './id.ts'
import { instrumentId, timeframe } from './market.ts'
import { time } from './time.ts'

const INSTRUMENTS_MAX = 100
const SCORE_MAX = 100

/** Of which signals somebody wants to be told; an empty list leaves none out. */
export const newSignalRule = z.strictObject({
  instrumentIds: z.array(instrumentId).max(INSTRUMENTS_MAX).readonly(),
  timeframes: z.array(timeframe).max(TIMEFRAMES.length).readonly(),
  scoreMin: z.number().min(0).max(SCORE_MAX),
})

export const signalRuleCodec = newSignalRule.extend({ id: signalRuleId, createdAt: time })
export type SignalRuleView = z.output<typeof signalRuleCodec>
