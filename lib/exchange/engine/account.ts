import type { BalanceMoved, DustConverted, FeeTerms, KeyIssued } from './events.ts'
import type { Order } from './order.ts'

export type Balance = { free: bigint; locked: bigint }

/** One side of a trade as its account sees it. */
export type AccountTrade = {
  readonly symbol: string
  readonly id: number
  readonly orderId: number
  readonly priceTicks: number
  readonly lots: number
  readonly fee: bigint
  readonly feeAsset: string
  readonly isBuyer: boolean
  readonly isMaker: boolean
  readonly at: number
}

export type Account = {
  readonly id: number
  readonly name: string
  readonly openedAt: number
  fees: FeeTerms
  updatedAt: number
  readonly balances: Map<string, Balance>
  readonly keys: KeyIssued[]
  /** By symbol, order ids ascending. */
  readonly orders: Map<string, Order[]>
  readonly openOrders: Map<number, Order>
  /** By `clientKey`: the open order with that client id, else the latest closed one. */
  readonly ordersByClientId: Map<string, Order>
  /** By symbol, trade ids ascending. */
  readonly trades: Map<string, AccountTrade[]>
  readonly transfers: BalanceMoved[]
  readonly dust: DustConverted[]
}

export const clientKey = (symbol: string, clientOrderId: string): string =>
  `${symbol} ${clientOrderId}`

export function freeOf(account: Account, asset: string): bigint {
  return account.balances.get(asset)?.free ?? 0n
}

/** The balance row of an asset, made on first use. */
export function balanceOf(account: Account, asset: string): Balance {
  const known = account.balances.get(asset)
  if (known !== undefined) return known
  const balance = { free: 0n, locked: 0n }
  account.balances.set(asset, balance)
  return balance
}
