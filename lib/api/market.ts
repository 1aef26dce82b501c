import * as z from 'zod'
import {
  candleCodec,
  instrumentCodec,
  instrumentId,
  quoteCodec,
  timeframe,
  venueCodec,
  venueId,
} from './codecs/market.ts'
import { queryTime } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const CANDLES_MAX = 1_500

const reading = { method: 'GET', permission: 'markets:read' } as const

export const listVenues = endpoint({
  ...reading,
  name: 'listVenues',
  path: '/api/v1/venues',
  summary: 'Venues and whether they are certified for live orders.',
  result: wholeListOf(venueCodec),
  cache: 'reference',
})

export const listInstruments = endpoint({
  ...reading,
  name: 'listInstruments',
  path: '/api/v1/instruments',
  summary: 'What is traded, with tick, lot and minimum.',
  query: { venueId: venueId.optional() },
  result: wholeListOf(instrumentCodec),
  cache: 'reference',
})

export const listQuotes = endpoint({
  ...reading,
  name: 'listQuotes',
  path: '/api/v1/quotes',
  summary: 'The newest public prices.',
  query: { venueId: venueId.optional() },
  result: wholeListOf(quoteCodec),
  cache: 'quote',
})

export const listCandles = endpoint({
  ...reading,
  name: 'listCandles',
  path: '/api/v1/candles',
  summary: 'Candles that open in [from, to), oldest first: the newest 1,500 of them.',
  query: { instrumentId, timeframe, from: queryTime.optional(), to: queryTime.optional() },
  result: z.object({ instrumentId, timeframe, items: z.array(candleCodec).readonly() }),
  cache: 'candles',
})
