import type { Account } from '../engine/account.ts'
import type { KeyIssued } from '../engine/events.ts'
import type { Exchange } from '../engine/exchange.ts'
import type { SymbolData } from '../market-data/symbol-data.ts'
import type { Params } from './params.ts'
import type { RateLimiter } from './rate-limits.ts'

/** NONE is public, KEY needs a known key only, the others a signature as well; TRADE needs the right to trade. */
export type Security = 'NONE' | 'KEY' | 'USER_DATA' | 'TRADE'

export type EndpointContext = {
  readonly exchange: Exchange
  readonly symbols: ReadonlyMap<string, SymbolData>
  readonly limiter: RateLimiter
  readonly listenKeys: ListenKeys
  /** The exchange's clock as its clients see it (a skew may be planted there). */
  readonly now: () => number
}

export type ListenKeys = {
  create(account: Account): string
  extend(account: Account, listenKey: string): void
  close(account: Account, listenKey: string): void
}

export type PublicEndpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly security: 'NONE'
  readonly weight: Weight
  readonly handle: (context: EndpointContext, params: Params) => unknown
}

export type PrivateEndpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly security: Exclude<Security, 'NONE'>
  readonly weight: Weight
  /** Counts against the ORDERS limits. */
  readonly countsAsOrder?: boolean
  readonly handle: (context: EndpointContext, params: Params, caller: Caller) => unknown
}

export type Caller = { readonly account: Account; readonly key: KeyIssued }
export type Endpoint = PublicEndpoint | PrivateEndpoint
export type Weight = number | ((params: Params) => number)

export function weightOf(endpoint: Endpoint, params: Params): number {
  return typeof endpoint.weight === 'number' ? endpoint.weight : endpoint.weight(params)
}
