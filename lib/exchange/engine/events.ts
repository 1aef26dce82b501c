import type { ClosedStatus, OrderTerms } from './order.ts'

/**
 * Everything that may happen to an outside account. The journal is a list of these, and the state is what
 * `Accounts.apply` makes of them, live and after a restart alike. Amounts are text.
 */
export type ExchangeEvent =
  | AccountOpened
  | KeyIssued
  | FeesChanged
  | BalanceMoved
  | DustConverted
  | OrderAccepted
  | OrderTriggered
  | OrderFilled
  | OrderClosed
  | IdsReserved

export type AccountOpened = {
  readonly type: 'account-opened'
  readonly accountId: number
  readonly name: string
  readonly fees: FeeTerms
  readonly at: number
}

export type KeyIssued = {
  readonly type: 'key-issued'
  readonly accountId: number
  readonly apiKey: string
  readonly apiSecret: string
  readonly canTrade: boolean
  readonly canWithdraw: boolean
  /** Addresses the key works from; empty means any. */
  readonly addresses: readonly string[]
  readonly at: number
}

export type FeesChanged = {
  readonly type: 'fees-changed'
  readonly accountId: number
  readonly fees: FeeTerms
  readonly at: number
}

/** Rates are decimals as text: '0.001' is ten basis points. */
export type FeeTerms = {
  readonly maker: string
  readonly taker: string
  /** Pay in BNB at `bnbDiscount` off, while the account holds enough of it. */
  readonly payInBnb: boolean
  readonly bnbDiscount: string
}

export type TransferKind = 'deposit' | 'withdrawal' | 'correction'

export type BalanceMoved = {
  readonly type: 'balance-moved'
  readonly id: number
  readonly accountId: number
  readonly kind: TransferKind
  readonly asset: string
  /** Signed change of the free balance. */
  readonly amount: string
  /** Network fee of a withdrawal, already part of `amount`. */
  readonly fee: string
  readonly network: string
  readonly address: string
  readonly transactionId: string
  readonly at: number
}

export type DustConverted = {
  readonly type: 'dust-converted'
  readonly id: number
  readonly accountId: number
  readonly fromAsset: string
  readonly amount: string
  /** BNB received after the service charge. */
  readonly received: string
  readonly charge: string
  readonly at: number
}

export type OrderAccepted = { readonly type: 'order-accepted'; readonly terms: OrderTerms }

export type OrderTriggered = {
  readonly type: 'order-triggered'
  readonly orderId: number
  readonly at: number
}

export type OrderFilled = {
  readonly type: 'order-filled'
  readonly orderId: number
  readonly tradeId: number
  readonly priceTicks: number
  readonly lots: number
  readonly isMaker: boolean
  readonly fee: string
  readonly feeAsset: string
  readonly at: number
}

export type OrderClosed = {
  readonly type: 'order-closed'
  readonly orderId: number
  readonly status: ClosedStatus
  /** Client order id of the cancel request, when a client asked for it. */
  readonly cancelId?: string
  readonly at: number
}

/** Trade ids of a symbol up to `tradeId` may have been used; a restart goes on behind them. */
export type IdsReserved = {
  readonly type: 'ids-reserved'
  readonly symbol: string
  readonly tradeId: number
}
