import { SIDE } from '#core/matching/book-sink.ts'
import { ApiError } from '../api-error.ts'
import { formatScaled, parseDecimal } from '../decimal.ts'
import type {
  AgentLimitOrder,
  AgentMarketOrder,
  AgentPort,
  AgentSide,
  AgentSymbol,
} from '../market/agent-port.ts'
import type { Exchange } from './exchange.ts'

/** The agents' door to the books: their orders have no account, and are forgotten when the exchange stops. */
export function createAgentPort(exchange: Exchange): AgentPort {
  const best = (ticks: number) => (ticks < 0 ? null : ticks)
  return {
    symbols: Array.from(exchange.instruments.values(), agentSymbol),
    bestBid: (symbol) => best(exchange.book(symbol).book.bestBid()),
    bestAsk: (symbol) => best(exchange.book(symbol).book.bestAsk()),
    lotsAt: (symbol, side, priceTicks) =>
      exchange.book(symbol).book.lotsAt(bookSide(side), priceTicks),
    placeLimit: (order: AgentLimitOrder) => {
      const { symbol, side, priceTicks, lots } = order
      const id = exchange.book(symbol).placeAgentLimit(bookSide(side), priceTicks, lots)
      exchange.finish()
      return id
    },
    placeMarket: ({ symbol, side, lots }: AgentMarketOrder) => {
      const filled = exchange.book(symbol).placeAgentMarket(bookSide(side), lots)
      exchange.finish()
      return filled
    },
    cancel: (symbol, orderId) => exchange.book(symbol).cancelAgentOrder(orderId),
  }
}

/** Places a house order given as text. Throws `ApiError` for a price or quantity off the grid. */
export function placeHouseOrder(
  exchange: Exchange,
  port: AgentPort,
  order: { symbol: string; side: 'BUY' | 'SELL'; price: string; quantity: string },
): number {
  const { instrument } = exchange.book(order.symbol)
  return port.placeLimit({
    symbol: order.symbol,
    side: order.side === 'BUY' ? 'buy' : 'sell',
    priceTicks: steps('price', order.price, instrument.tickDecimals),
    lots: steps('quantity', order.quantity, instrument.lotDecimals),
  })
}

function steps(name: string, text: string, decimals: number): number {
  const parsed = parseDecimal(text, decimals)
  if (parsed.kind === 'ok' && parsed.scaled > 0n) return Number(parsed.scaled)
  throw new ApiError(
    -1013,
    `${name}: expected a decimal > 0 with at most ${decimals} places, found ${text}`,
  )
}

function agentSymbol(instrument: {
  symbol: string
  base: string
  quote: string
  tickDecimals: number
  lotDecimals: number
}): AgentSymbol {
  const { symbol, base, quote, tickDecimals, lotDecimals } = instrument
  return {
    symbol,
    base,
    quote,
    tickSize: formatScaled(1, tickDecimals, tickDecimals),
    lotSize: lotDecimals === 0 ? '1' : formatScaled(1, lotDecimals, lotDecimals),
  }
}

const bookSide = (side: AgentSide) => (side === 'buy' ? SIDE.BUY : SIDE.SELL)
