import { setTimeout as wait } from 'node:timers/promises'
import type { AgentSymbol } from '../agent-port.ts'
import { FeedError } from './feed-error.ts'
import type { LiveListener, LiveSource, VenueLevel } from './price-feed.ts'

/** Levels of each side that are handed on: more than the market mirrors. */
const BOOK_LEVELS = 50
const RETRY_MS = 2_000
/** Nothing that needs a key, nothing but spot. */
const PUBLIC_SPOT_ONLY = {
  defaultType: 'spot',
  fetchMarkets: { types: ['spot'] },
  fetchCurrencies: false,
}

/** What is used of a ccxt pro exchange (https://docs.ccxt.com/#/ccxt.pro.manual), public methods only. */
export type CcxtExchange = {
  readonly has: Readonly<Record<string, unknown>>
  loadMarkets(): Promise<Readonly<Record<string, unknown>>>
  watchOrderBook(
    symbol: string,
  ): Promise<{ bids: readonly CcxtLevel[]; asks: readonly CcxtLevel[] }>
  watchTrades(symbol: string): Promise<readonly CcxtTrade[]>
  close(): Promise<unknown>
}
type CcxtLevel = readonly (number | undefined)[]
type CcxtTrade = {
  readonly side?: string | undefined
  readonly price?: number | undefined
  readonly amount?: number | undefined
}

/** Loads ccxt, which nobody else in the exchange needs, and opens a venue's public side. */
export async function openCcxtExchange(venue: string): Promise<CcxtExchange> {
  const { pro } = await import('ccxt')
  const venues = pro as unknown as Readonly<Record<string, CcxtConstructor>>
  const Exchange = Object.hasOwn(venues, venue) ? venues[venue] : undefined
  if (Exchange === undefined) {
    throw new FeedError(
      `expected a venue that ccxt can listen to, found "${venue}"; use one such as binance, bybit or kraken`,
    )
  }
  return new Exchange({ options: PUBLIC_SPOT_ONLY })
}
type CcxtConstructor = new (config: object) => CcxtExchange

/** Hears a venue's books and trades through ccxt pro. A connection that breaks is tried again until closed. */
export function createCcxtSource(input: {
  venue: string
  symbols: readonly AgentSymbol[]
  exchange: CcxtExchange
}): LiveSource {
  const { venue, symbols, exchange } = input
  const closing = new AbortController()
  const loops: Promise<void>[] = []
  return {
    venue,
    start: async (listener) => {
      if (exchange.has['watchOrderBook'] !== true || exchange.has['watchTrades'] !== true) {
        throw new FeedError(`${venue} does not stream public books and trades; use another venue`)
      }
      const listed = await findListed(exchange, venue, symbols)
      for (const symbol of listed) {
        const watch = { exchange, listener, signal: closing.signal, symbol }
        loops.push(repeat(watch, watchBook), repeat(watch, watchTrades))
      }
      return listed.map((symbol) => symbol.symbol)
    },
    close: async () => {
      closing.abort()
      await exchange.close()
      await Promise.all(loops)
    },
  }
}

async function findListed(
  exchange: CcxtExchange,
  venue: string,
  symbols: readonly AgentSymbol[],
): Promise<readonly AgentSymbol[]> {
  const markets = await exchange.loadMarkets().catch((cause: unknown) => {
    throw new FeedError(`${venue} did not list its markets; check the network and try again`, {
      cause,
    })
  })
  const listed = symbols.filter((symbol) => unifiedName(symbol) in markets)
  if (listed.length > 0) return listed
  const wanted = symbols.map(unifiedName).join(', ')
  throw new FeedError(`${venue} lists none of ${wanted}; use a venue that does`)
}

type Watch = {
  readonly exchange: CcxtExchange
  readonly listener: LiveListener
  readonly signal: AbortSignal
  readonly symbol: AgentSymbol
}

async function repeat(watch: Watch, once: (watch: Watch) => Promise<void>): Promise<void> {
  while (!watch.signal.aborted) {
    try {
      await once(watch)
    } catch (error) {
      if (watch.signal.aborted) return
      watch.listener.onFailure(`${watch.symbol.symbol}: ${String(error)}`)
      await wait(RETRY_MS, undefined, { signal: watch.signal, ref: false }).catch(() => undefined)
    }
  }
}

async function watchBook({ exchange, listener, symbol }: Watch): Promise<void> {
  const book = await exchange.watchOrderBook(unifiedName(symbol))
  listener.onBook(symbol.symbol, toLevels(book.bids), toLevels(book.asks))
}

async function watchTrades({ exchange, listener, symbol }: Watch): Promise<void> {
  for (const { side, price, amount } of await exchange.watchTrades(unifiedName(symbol))) {
    if (side !== 'buy' && side !== 'sell') continue
    if (price === undefined || amount === undefined) continue
    listener.onTrade(symbol.symbol, { side, price: String(price), quantity: String(amount) })
  }
}

/** ccxt parses the venue's text into numbers; the shortest text of such a number is that text again. */
function toLevels(levels: readonly CcxtLevel[]): readonly VenueLevel[] {
  return levels
    .slice(0, BOOK_LEVELS)
    .map(([price, quantity]): VenueLevel => [String(price), String(quantity)])
}

function unifiedName({ base, quote }: AgentSymbol): string {
  return `${base}/${quote}`
}
