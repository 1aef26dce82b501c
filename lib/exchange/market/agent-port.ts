/**
 * What the market's agents may do at the exchange. They are the exchange's own liquidity: they have no
 * account, no fees and no rate limit, but their orders meet everyone else's in the same book under the
 * same price-time priority.
 */
export type AgentPort = {
  readonly symbols: readonly AgentSymbol[]
  /** Best prices in integer ticks, null while that side is empty. */
  bestBid(symbol: string): number | null
  bestAsk(symbol: string): number | null
  /** Quantity in lots resting at a price, everyone's orders together. */
  lotsAt(symbol: string, side: AgentSide, priceTicks: number): number
  /** Returns the order's id while something of it rests in the book, else 0. */
  placeLimit(order: AgentLimitOrder): number
  /** Takes liquidity now and leaves nothing resting. Returns the lots filled. */
  placeMarket(order: AgentMarketOrder): number
  /** Safe to repeat: an order that has left the book is ignored. */
  cancel(symbol: string, orderId: number): void
}

export type AgentSide = 'buy' | 'sell'

export type AgentSymbol = {
  readonly symbol: string
  readonly base: string
  readonly quote: string
  /** Text decimals, as the exchange publishes them. */
  readonly tickSize: string
  readonly lotSize: string
}

export type AgentLimitOrder = {
  readonly symbol: string
  readonly side: AgentSide
  readonly priceTicks: number
  readonly lots: number
}

export type AgentMarketOrder = {
  readonly symbol: string
  readonly side: AgentSide
  readonly lots: number
}

/** A trade as the agents and the recorders of market data see it. */
export type MarketTrade = {
  readonly symbol: string
  readonly tradeId: number
  readonly priceTicks: number
  readonly lots: number
  readonly isBuyerMaker: boolean
  readonly at: number
}

/** One finished or running minute. Prices and volume are decimals as text at tick and lot precision. */
export type MinuteCandle = {
  readonly openAt: number
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
  readonly volume: string
  readonly quoteVolume: string
  readonly trades: number
  readonly takerBuyVolume: string
  readonly takerBuyQuoteVolume: string
}
