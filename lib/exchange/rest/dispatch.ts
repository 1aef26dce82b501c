import { ApiError } from '../api-error.ts'
import { authenticate } from './authenticate.ts'
import { type Caller, type Endpoint, type EndpointContext, weightOf } from './endpoint.ts'
import { accountEndpoints } from './endpoints/account.ts'
import { cancelReplaceEndpoint } from './endpoints/cancel-replace.ts'
import { capitalEndpoints } from './endpoints/capital.ts'
import { generalEndpoints } from './endpoints/general.ts'
import { marketEndpoints } from './endpoints/market.ts'
import { orderQueryEndpoints } from './endpoints/order-queries.ts'
import { orderEndpoints } from './endpoints/orders.ts'
import { tickerEndpoints } from './endpoints/tickers.ts'
import type { Params } from './params.ts'

const ENDPOINTS: readonly Endpoint[] = [
  ...generalEndpoints,
  ...marketEndpoints,
  ...tickerEndpoints,
  ...orderEndpoints,
  cancelReplaceEndpoint,
  ...orderQueryEndpoints,
  ...accountEndpoints,
  ...capitalEndpoints,
]

const BY_ROUTE = new Map(ENDPOINTS.map((it) => [`${it.method} ${it.path}`, it]))

/** One request, whichever wire it came by. */
export type ApiCall = {
  readonly method: string
  readonly path: string
  readonly params: Params
  /** What the signature covers. */
  readonly payload: string
  readonly apiKey: string | undefined
  readonly address: string
}

export type DispatchContext = EndpointContext & {
  /** What a private read of this account may see: the account itself, or a delayed copy of it. */
  readonly readable: (caller: Caller) => Caller
}

export type Answer = {
  readonly body: unknown
  /** Set when the call counted as an order. */
  readonly orderCount?: { readonly per10s: number; readonly perDay: number }
}

/**
 * Answers one call: weight, then who and whether, then the order count, then the endpoint. Throws `ApiError`. Private
 * effects are not durable yet when it returns: wait for the journal before telling anyone.
 */
export function dispatch(context: DispatchContext, call: ApiCall): Answer {
  const endpoint = BY_ROUTE.get(`${call.method} ${call.path}`)
  if (endpoint === undefined) {
    const message = `Path ${call.path}, Method ${call.method} is invalid`
    throw new ApiError(-5000, message, { status: 404 })
  }
  const { limiter, exchange } = context
  limiter.takeWeight(call.address, weightOf(endpoint, call.params), exchange.now())
  if (endpoint.security === 'NONE') return { body: endpoint.handle(context, call.params) }
  const caller = authenticate(exchange.accounts, call, endpoint.security, context.now())
  const isRead = call.method === 'GET'
  if (isRead) return { body: endpoint.handle(context, call.params, context.readable(caller)) }
  if (endpoint.countsAsOrder) limiter.takeOrder(caller.account.id, exchange.now())
  const body = endpoint.handle(context, call.params, caller)
  if (!endpoint.countsAsOrder) return { body }
  return { body, orderCount: limiter.usedOrders(caller.account.id, exchange.now()) }
}
