import { ApiError, orderDoesNotExist } from '../../api-error.ts'
import { accountTradeJson, orderJson } from '../../dialect/order-json.ts'
import type { AccountTrade } from '../../engine/account.ts'
import type { Caller, Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'
import { askedInstrument, askedOrder, lowerBound } from './find-order.ts'

const LIST_DEFAULT = 500
const LIST_MAX = 1_000
/** A query by time spans at most a day. */
const SPAN_MAX_MS = 86_400_000

export const orderQueryEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/api/v3/order', security: 'USER_DATA', weight: 4, handle: queryOrder },
  {
    method: 'GET',
    path: '/api/v3/openOrders',
    security: 'USER_DATA',
    weight: (params) => (params.has('symbol') ? 6 : 80),
    handle: openOrders,
  },
  {
    method: 'GET',
    path: '/api/v3/allOrders',
    security: 'USER_DATA',
    weight: 20,
    handle: allOrders,
  },
  {
    method: 'GET',
    path: '/api/v3/myTrades',
    security: 'USER_DATA',
    weight: (params) => (params.has('orderId') ? 5 : 20),
    handle: myTrades,
  },
]

function queryOrder(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  const order = askedOrder(caller.account, instrument.symbol, params)
  params.close()
  if (order === undefined) throw orderDoesNotExist()
  return orderJson(instrument, order)
}

function openOrders(context: EndpointContext, params: Params, caller: Caller): unknown {
  const symbol = params.has('symbol') ? askedInstrument(context, params).symbol : null
  params.close()
  return [...caller.account.openOrders.values()]
    .filter((order) => symbol === null || order.terms.symbol === symbol)
    .map((order) => orderJson(context.exchange.book(order.terms.symbol).instrument, order))
}

function allOrders(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  const orderId = params.integer('orderId')
  const { startAt, endAt, isByTime } = readSpan(params)
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  params.close()
  const orders = caller.account.orders.get(instrument.symbol) ?? []
  if (orderId !== undefined) {
    const first = lowerBound(orders, orderId, (order) => order.terms.id)
    return orders.slice(first, first + limit).map((order) => orderJson(instrument, order))
  }
  const inSpan = isByTime
    ? between(orders, startAt, endAt, (order) => order.terms.createdAt)
    : orders
  const chosen = isByTime ? inSpan.slice(0, limit) : inSpan.slice(-limit)
  return chosen.map((order) => orderJson(instrument, order))
}

function myTrades(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  const orderId = params.integer('orderId')
  const fromId = params.integer('fromId')
  const { startAt, endAt, isByTime } = readSpan(params)
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  params.close()
  if (isByTime && (fromId !== undefined || orderId !== undefined)) {
    throw new ApiError(-1128, 'Combination of optional parameters invalid.')
  }
  const trades = caller.account.trades.get(instrument.symbol) ?? []
  let found: readonly AccountTrade[] = trades
  if (fromId !== undefined) found = found.slice(lowerBound(trades, fromId, (trade) => trade.id))
  if (orderId !== undefined) found = found.filter((trade) => trade.orderId === orderId)
  if (isByTime) found = between(found, startAt, endAt, (trade) => trade.at)
  const isFromStart = fromId !== undefined || isByTime
  const chosen = isFromStart ? found.slice(0, limit) : found.slice(-limit)
  return chosen.map((trade) => accountTradeJson(instrument, trade))
}

type Span = { readonly startAt: number; readonly endAt: number; readonly isByTime: boolean }

/** With one bound the span is the day after or before it; with two it may not exceed a day. */
function readSpan(params: Params): Span {
  const start = params.integer('startTime')
  const end = params.integer('endTime')
  if (start === undefined && end === undefined) return { startAt: 0, endAt: 0, isByTime: false }
  const startAt = start ?? (end ?? 0) - SPAN_MAX_MS
  const endAt = end ?? startAt + SPAN_MAX_MS
  if (endAt < startAt || endAt - startAt > SPAN_MAX_MS) {
    throw new ApiError(-1127, 'More than 24 hours between startTime and endTime.')
  }
  return { startAt, endAt, isByTime: true }
}

/** Items with a time in [startAt, endAt], from a list that grew in time. */
function between<T>(
  list: readonly T[],
  startAt: number,
  endAt: number,
  atOf: (item: T) => number,
): readonly T[] {
  return list.slice(lowerBound(list, startAt, atOf), lowerBound(list, endAt + 1, atOf))
}
