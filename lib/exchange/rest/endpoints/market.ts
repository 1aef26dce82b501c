import { ApiError, invalidSymbol } from '../../api-error.ts'
import {
  aggregateTradeJson,
  averagePriceJson,
  klineJson,
  publicTradeJson,
} from '../../dialect/market-json.ts'
import { DEPTH_LEVELS_MAX, readDepth } from '../../market-data/depth.ts'
import { isInterval } from '../../market-data/intervals.ts'
import { readKlines } from '../../market-data/klines.ts'
import type { SymbolData } from '../../market-data/symbol-data.ts'
import type { Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'

const LIST_DEFAULT = 500
const LIST_MAX = 1_000
const DEPTH_DEFAULT = 100

export const marketEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/api/v3/depth', security: 'NONE', weight: depthWeight, handle: depth },
  { method: 'GET', path: '/api/v3/trades', security: 'NONE', weight: 25, handle: trades },
  {
    method: 'GET',
    path: '/api/v3/historicalTrades',
    security: 'NONE',
    weight: 25,
    handle: historicalTrades,
  },
  { method: 'GET', path: '/api/v3/aggTrades', security: 'NONE', weight: 4, handle: aggTrades },
  { method: 'GET', path: '/api/v3/klines', security: 'NONE', weight: 2, handle: klines },
  { method: 'GET', path: '/api/v3/avgPrice', security: 'NONE', weight: 2, handle: averagePrice },
]

/** The data of the symbol a request names; throws -1102 without one, -1121 for an unknown one. */
export function askedSymbol(context: EndpointContext, params: Params): SymbolData {
  const data = context.symbols.get(params.mandatoryText('symbol'))
  if (data === undefined) throw invalidSymbol()
  return data
}

function depthWeight(params: Params): number {
  const limit = params.integer('limit') ?? DEPTH_DEFAULT
  if (limit <= 100) return 5
  if (limit <= 500) return 25
  return limit <= 1_000 ? 50 : 250
}

function depth(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  const limit = params.limit(DEPTH_DEFAULT, DEPTH_LEVELS_MAX)
  params.close()
  return { lastUpdateId: data.updateId, ...readDepth(data.book, limit) }
}

function trades(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  params.close()
  return data.tape.latest(limit).map((trade) => publicTradeJson(data.book.instrument, trade))
}

function historicalTrades(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  const fromId = params.integer('fromId')
  params.close()
  const found = fromId === undefined ? data.tape.latest(limit) : data.tape.from(fromId, limit)
  return found.map((trade) => publicTradeJson(data.book.instrument, trade))
}

function aggTrades(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  const fromId = params.integer('fromId')
  const startTime = params.integer('startTime')
  const endTime = params.integer('endTime')
  params.close()
  const inRange = data.tape
    .allAggregates()
    .filter((it) => it.id >= (fromId ?? 0))
    .filter((it) => it.at >= (startTime ?? 0) && it.at <= (endTime ?? Number.MAX_SAFE_INTEGER))
  const isFromStart = fromId !== undefined || startTime !== undefined
  const chosen = isFromStart ? inRange.slice(0, limit) : inRange.slice(-limit)
  return chosen.map((trade) => aggregateTradeJson(data.book.instrument, trade))
}

function klines(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  const interval = params.mandatoryText('interval')
  if (!isInterval(interval)) throw new ApiError(-1120, 'Invalid interval.')
  const startAt = params.integer('startTime')
  const endAt = params.integer('endTime')
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  params.text('timeZone')
  params.close()
  data.candles.extendTo(context.exchange.now())
  return readKlines(data.candles, { interval, startAt, endAt, limit }).map((kline) =>
    klineJson(data.book.instrument, kline),
  )
}

function averagePrice(context: EndpointContext, params: Params): unknown {
  const data = askedSymbol(context, params)
  params.close()
  const now = context.exchange.now()
  const { instrument } = data.book
  return averagePriceJson(instrument, data.averageTicks(now), data.tape.last()?.at ?? now)
}
