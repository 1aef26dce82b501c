import type { Exchange } from './engine/exchange.ts'
import { priceText } from './instruments.ts'
import type { AgentPort } from './market/agent-port.ts'
import type { PriceFeed } from './market/feeds/price-feed.ts'
import { feedStartPrices } from './market/feeds/start-prices.ts'
import { makeHistory } from './market/make-history.ts'
import type { CandleStore } from './market-data/candle-store.ts'
import { columnsOf } from './market-data/market-data.ts'
import { MINUTE_MS, type MinuteCandles } from './market-data/minute-candles.ts'

/** A month of minutes is there from the first start. */
export const HISTORY_MINUTES = 30 * 24 * 60
/** A feed that begins further than this from the stored price gets a history that joins it. */
const JOINS_WITHIN = 0.05

type Input = {
  readonly exchange: Exchange
  readonly port: AgentPort
  readonly store: CandleStore
  readonly seed: number
  readonly feed: PriceFeed | undefined
  /** Whether symbols without candles get a month of made ones. */
  readonly makesHistory: boolean
}

/** The candles of every symbol: stored ones, else a generated history that ends where the market will begin. */
export function openCandles(input: Input): Map<string, MinuteCandles> {
  const { exchange, store } = input
  const candles = new Map<string, MinuteCandles>()
  for (const symbol of exchange.instruments.keys()) {
    const stored = store.load(symbol)
    if (stored !== null && joinsFeed(symbol, stored, input)) candles.set(symbol, stored)
  }
  const missing = input.port.symbols.filter(({ symbol }) => !candles.has(symbol))
  if (missing.length === 0 || !input.makesHistory) return candles
  const history = makeHistory({
    symbols: input.port.symbols,
    seed: input.seed,
    endAt: Math.floor(exchange.now() / MINUTE_MS) * MINUTE_MS,
    minutes: HISTORY_MINUTES,
    ...endPrices(input.feed),
  })
  for (const { symbol } of missing) {
    const { instrument } = exchange.book(symbol)
    const columns = columnsOf(instrument, history.get(symbol) ?? [])
    candles.set(symbol, columns)
    store.replace(symbol, columns)
  }
  return candles
}

/** The last closes, from which the market goes on. */
export function lastPrices(
  exchange: Exchange,
  candles: ReadonlyMap<string, MinuteCandles>,
): Record<string, string> {
  const prices: Record<string, string> = {}
  for (const [symbol, columns] of candles) {
    if (columns.length === 0) continue
    prices[symbol] = priceText(exchange.book(symbol).instrument, columns.lastClose())
  }
  return prices
}

function joinsFeed(symbol: string, stored: MinuteCandles, { exchange, feed }: Input): boolean {
  const startPrice = feed && feedStartPrices(feed)[symbol]
  if (startPrice === undefined) return true
  const { instrument } = exchange.book(symbol)
  const close = Number(priceText(instrument, stored.lastClose()))
  return Math.abs(close / Number(startPrice) - 1) <= JOINS_WITHIN
}

function endPrices(feed: PriceFeed | undefined) {
  return feed === undefined ? {} : { endPrices: feedStartPrices(feed) }
}
