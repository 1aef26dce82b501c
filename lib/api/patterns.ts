import * as z from 'zod'
import { instrumentId, timeframe } from './codecs/market.ts'
import {
  directionField,
  patternCodec,
  patternKind,
  patternStateCodec,
  patternStatsCodec,
  signalCodec,
} from './codecs/patterns.ts'
import { endpoint, listEndpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const SCORE_DIGITS_MAX = 8
const market = { instrumentId: instrumentId.optional(), timeframe: timeframe.optional() }
const where = { ...market, direction: directionField.optional() }

/** A score in a query string. */
const scoreField = z.codec(
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .max(SCORE_DIGITS_MAX),
  z.number(),
  { decode: Number, encode: String },
)

export const listPatterns = listEndpoint({
  name: 'listPatterns',
  path: '/api/v1/patterns',
  permission: 'research:read',
  summary:
    'Patterns on closed candles, newest confirmed first. The newest 1,000 a market and timeframe.',
  query: { ...where, kind: patternKind.optional(), state: patternStateCodec.optional() },
  item: patternCodec,
})

export const getPatternStats = endpoint({
  name: 'getPatternStats',
  method: 'GET',
  path: '/api/v1/patterns/stats',
  permission: 'research:read',
  summary:
    'How often trades on patterns reached their target first, by market, timeframe and kind.',
  query: market,
  result: wholeListOf(patternStatsCodec),
})

export const listSignals = listEndpoint({
  name: 'listSignals',
  path: '/api/v1/signals',
  permission: 'research:read',
  summary: 'Signals with what made their score, newest first. The newest 1,000 a market.',
  query: { ...where, pattern: patternKind.optional(), scoreMin: scoreField.optional() },
  item: signalCodec,
})
