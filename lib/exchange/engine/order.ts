export type OrderSide = 'BUY' | 'SELL'
export type TimeInForce = 'GTC' | 'IOC' | 'FOK'
export type OrderType = 'LIMIT' | 'LIMIT_MAKER' | 'MARKET' | 'STOP_LOSS_LIMIT' | 'TAKE_PROFIT_LIMIT'
export type SelfTradeMode = 'NONE' | 'EXPIRE_TAKER' | 'EXPIRE_MAKER' | 'EXPIRE_BOTH'
export type OrderStatus =
  | 'NEW'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELED'
  | 'EXPIRED'
  | 'EXPIRED_IN_MATCH'
export type ClosedStatus = Exclude<OrderStatus, 'NEW' | 'PARTIALLY_FILLED' | 'FILLED'>

/** What the client asked for, in ticks and lots; fixed from the moment the order is accepted. */
export type OrderTerms = {
  readonly id: number
  readonly accountId: number
  readonly symbol: string
  readonly clientOrderId: string
  readonly side: OrderSide
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  /** 0 for market orders. */
  readonly priceTicks: number
  readonly lots: number
  /** 0 unless a stop order. */
  readonly stopTicks: number
  /** Text in quote units of a market order by quote quantity, else '0'. */
  readonly quoteOrderUnits: string
  readonly selfTrade: SelfTradeMode
  readonly createdAt: number
}

/** An order of an outside account. Changed only by `Accounts.apply`. */
export type Order = {
  readonly terms: OrderTerms
  status: OrderStatus
  executedLots: number
  executedQuoteUnits: bigint
  /** False for a stop order that has not been triggered. */
  isWorking: boolean
  /** When it began to work, -1 before. */
  workingAt: number
  updatedAt: number
  /** Orders enter the book in this sequence again after a restart, which keeps their time priority. */
  priority: number
}

export function isOpen(order: Order): boolean {
  return order.status === 'NEW' || order.status === 'PARTIALLY_FILLED'
}

export function remainingLots(order: Order): number {
  return order.terms.lots - order.executedLots
}

export function isStopType(type: OrderType): boolean {
  return type === 'STOP_LOSS_LIMIT' || type === 'TAKE_PROFIT_LIMIT'
}
