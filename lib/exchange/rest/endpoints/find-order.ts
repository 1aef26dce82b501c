import { ApiError, invalidSymbol } from '../../api-error.ts'
import { type Account, clientKey } from '../../engine/account.ts'
import type { Order } from '../../engine/order.ts'
import type { Instrument } from '../../instruments.ts'
import type { EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'

export type OrderNames = { readonly orderId: string; readonly clientOrderId: string }

const NAMES: OrderNames = { orderId: 'orderId', clientOrderId: 'origClientOrderId' }

export function askedInstrument(context: EndpointContext, params: Params): Instrument {
  const instrument = context.exchange.instruments.get(params.mandatoryText('symbol'))
  if (instrument === undefined) throw invalidSymbol()
  return instrument
}

/**
 * The order of this account that a request names by id or by client id, undefined if there is none. When both are
 * sent they must mean the same order.
 */
export function askedOrder(
  account: Account,
  symbol: string,
  params: Params,
  names: OrderNames = NAMES,
): Order | undefined {
  const orderId = params.integer(names.orderId)
  const clientOrderId = params.text(names.clientOrderId)
  if (orderId === undefined && clientOrderId === undefined) {
    throw new ApiError(
      -1102,
      `Param '${names.clientOrderId}' or '${names.orderId}' must be sent, but both were empty/null!`,
    )
  }
  const byId = orderId === undefined ? undefined : orderById(account, symbol, orderId)
  if (clientOrderId === undefined) return byId
  const byClientId = account.ordersByClientId.get(clientKey(symbol, clientOrderId))
  const isSame = orderId === undefined || byClientId?.terms.id === orderId
  return isSame ? byClientId : undefined
}

function orderById(account: Account, symbol: string, orderId: number): Order | undefined {
  const open = account.openOrders.get(orderId)
  if (open !== undefined) return open.terms.symbol === symbol ? open : undefined
  const orders = account.orders.get(symbol) ?? []
  const found = orders[lowerBound(orders, orderId, (order) => order.terms.id)]
  return found?.terms.id === orderId ? found : undefined
}

/** Index of the first item whose key is at least `key`, in a list sorted by it. */
export function lowerBound<T>(list: readonly T[], key: number, keyOf: (item: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = list[middle]
    if (item !== undefined && keyOf(item) < key) low = middle + 1
    else high = middle
  }
  return low
}
