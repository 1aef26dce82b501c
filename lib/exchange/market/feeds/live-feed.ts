import type { LiveFeed, LiveSource, VenueBook, VenueTrade } from './price-feed.ts'

/** Trades kept for a symbol until the market takes them; the oldest fall out. */
export const WAITING_TRADES_MAX = 1_000

/** Listens to a source and keeps what it last said. Resolves once the source listens. */
export async function startLiveFeed(source: LiveSource): Promise<LiveFeed> {
  const books = new Map<string, VenueBook>()
  const trades = new Map<string, VenueTrade[]>()
  const heard: { failure: string | null } = { failure: null }
  const complete = Promise.withResolvers<void>()
  let symbolCount = Number.POSITIVE_INFINITY
  const symbols = await source.start({
    onBook: (symbol, bids, asks) => {
      heard.failure = null
      const version = (books.get(symbol)?.version ?? 0) + 1
      books.set(symbol, { version, bids, asks })
      if (books.size >= symbolCount) complete.resolve()
    },
    onTrade: (symbol, trade) => {
      const waiting = trades.get(symbol) ?? []
      waiting.push(trade)
      if (waiting.length > WAITING_TRADES_MAX) waiting.shift()
      trades.set(symbol, waiting)
    },
    onFailure: (message) => {
      heard.failure = message
    },
  })
  symbolCount = symbols.length
  if (books.size >= symbolCount) complete.resolve()
  return {
    kind: 'live',
    venue: source.venue,
    symbols,
    book: (symbol) => books.get(symbol) ?? null,
    takeTrades: (symbol) => {
      const waiting = trades.get(symbol) ?? []
      trades.delete(symbol)
      return waiting
    },
    failure: () => heard.failure,
    complete: complete.promise,
    close: () => source.close(),
  }
}
