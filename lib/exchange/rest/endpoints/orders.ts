import { cancelRejected } from '../../api-error.ts'
import { canceledJson, placedJson } from '../../dialect/order-json.ts'
import type { Account } from '../../engine/account.ts'
import { isOpen, type Order } from '../../engine/order.ts'
import { makeClientOrderId } from '../client-order-id.ts'
import type { Caller, Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'
import { askedInstrument, askedOrder } from './find-order.ts'
import { type NewOrderParams, readClientId, readNewOrder } from './order-params.ts'

export const orderEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/v3/order',
    security: 'TRADE',
    weight: 1,
    countsAsOrder: true,
    handle: placeOrder,
  },
  {
    method: 'POST',
    path: '/api/v3/order/test',
    security: 'TRADE',
    weight: (params) => (params.has('computeCommissionRates') ? 20 : 1),
    handle: testOrder,
  },
  { method: 'DELETE', path: '/api/v3/order', security: 'TRADE', weight: 1, handle: cancelOrder },
  {
    method: 'DELETE',
    path: '/api/v3/openOrders',
    security: 'TRADE',
    weight: 1,
    handle: cancelOpenOrders,
  },
]

function placeOrder(context: EndpointContext, params: Params, caller: Caller): unknown {
  const order = readNewOrder(params)
  params.close()
  return place(context, caller.account, order)
}

/** Places and answers with what happened on arrival. */
export function place(
  context: EndpointContext,
  account: Account,
  { request, responseType }: NewOrderParams,
): unknown {
  const { exchange } = context
  const order = exchange.place(account, request)
  const { instrument } = exchange.book(request.symbol)
  const trades = order.executedLots === 0 ? [] : fillsOnArrival(account, order)
  return placedJson(instrument, order, trades, responseType)
}

function testOrder(context: EndpointContext, params: Params, caller: Caller): unknown {
  const { request } = readNewOrder(params)
  const wantsRates = params.text('computeCommissionRates') === 'true'
  params.close()
  context.exchange.test(caller.account, request)
  if (!wantsRates) return {}
  const { maker, taker } = caller.account.fees
  return { standardCommissionForOrder: { maker, taker } }
}

function cancelOrder(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  const order = askedOrder(caller.account, instrument.symbol, params)
  const cancelId = readClientId(params, 'newClientOrderId') ?? makeClientOrderId()
  const restriction = params.choice('cancelRestrictions', CANCEL_RESTRICTIONS, { fallback: 'NONE' })
  params.close()
  return canceledJson(instrument, cancel(context, order, cancelId, restriction), cancelId)
}

const CANCEL_RESTRICTIONS = ['NONE', 'ONLY_NEW', 'ONLY_PARTIALLY_FILLED'] as const
export type CancelRestriction = (typeof CANCEL_RESTRICTIONS)[number]

/** Cancels an open order; throws -2011 for one that is unknown, closed, or kept by the restriction. */
export function cancel(
  context: EndpointContext,
  order: Order | undefined,
  cancelId: string,
  restriction: CancelRestriction = 'NONE',
): Order {
  if (order === undefined || !isOpen(order)) throw cancelRejected('Unknown order sent.')
  const mustBe = restriction === 'ONLY_NEW' ? 'NEW' : 'PARTIALLY_FILLED'
  if (restriction !== 'NONE' && order.status !== mustBe) {
    throw cancelRejected('Order was not canceled due to cancel restrictions.')
  }
  return context.exchange.cancel(order, cancelId)
}

function cancelOpenOrders(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  params.close()
  const open = [...caller.account.openOrders.values()].filter(
    (order) => order.terms.symbol === instrument.symbol,
  )
  if (open.length === 0) throw cancelRejected('Unknown order sent.')
  return open.map((order) => {
    const cancelId = makeClientOrderId()
    return canceledJson(instrument, context.exchange.cancel(order, cancelId), cancelId)
  })
}

/** The newest trades of the account in the symbol, back to the first of this order. */
function fillsOnArrival(account: Account, order: Order) {
  const trades = account.trades.get(order.terms.symbol) ?? []
  let first = trades.length
  while (trades[first - 1]?.orderId === order.terms.id) first -= 1
  return trades.slice(first)
}
