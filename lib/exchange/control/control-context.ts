import type { EndpointContext } from '../rest/endpoint.ts'
import type { Body } from './body.ts'
import type { DelayedAccounts } from './delayed-accounts.ts'
import type { Faults } from './faults.ts'

/** What the control port may reach. */
export type ControlContext = EndpointContext & {
  readonly faults: Faults
  readonly delayed: DelayedAccounts
  readonly streams: StreamControl
  readonly house: HouseOrders
  readonly health: () => Record<string, unknown>
}

export type StreamControl = {
  /** Closes websockets at once, without a closing handshake. Returns how many. */
  disconnect(target: 'user' | 'market' | 'all'): number
  /** False when the account has had no fill since the exchange started. */
  replayLastFill(accountId: number): boolean
  userStreamCount(accountId: number): number
}

/** Orders of the exchange's own liquidity, as agents place them. */
export type HouseOrders = {
  /** Takes what crosses and rests the rest. Returns the order's id, 0 when nothing rests. */
  place(order: {
    readonly symbol: string
    readonly side: 'BUY' | 'SELL'
    readonly price: string
    readonly quantity: string
  }): number
  cancel(symbol: string, orderId: number): void
}

export type ControlRequest = { readonly ids: readonly number[]; readonly body: Body }

export type ControlRoute = {
  readonly method: string
  /** Segments; `:id` is a number. */
  readonly path: string
  readonly handle: (context: ControlContext, request: ControlRequest) => unknown
}
