import { describe, expect, test } from 'vitest'
import { startLiveFeed } from './feeds/live-feed.ts'
import type { LiveListener, LiveSource, VenueLevel } from './feeds/price-feed.ts'
import { createMarket, type Market } from './market.ts'
import { MIRROR_LEVELS, STALE_AFTER_MS } from './mirror-agents.ts'
import { aSymbol, type BookPort, createBookPort } from './testing/book-port.ts'
import {
  type CaptureData,
  CapturedBook,
  type CaptureMessage,
  hasCaptures,
  readCapture,
} from './testing/captures.ts'

const START_AT = Date.UTC(2024, 7, 8, 23, 0, 0)
const CAPTURE_TIMEOUT_MS = 30_000
const symbol = 'BTCUSDT'

type Mirror = { port: BookPort; market: Market; venue: LiveListener }

async function openMirror(tickSize: string, lotSize: string): Promise<Mirror> {
  const port = createBookPort([aSymbol('BTC', tickSize, lotSize), aSymbol('ETH', '0.01', '0.0001')])
  let venue: LiveListener | undefined
  const source: LiveSource = {
    venue: 'binance',
    start: async (listener) => {
      venue = listener
      return [symbol]
    },
    close: async () => undefined,
  }
  const feed = await startLiveFeed(source)
  const market = createMarket({ port, seed: 1, startAt: START_AT, feed })
  port.onTrade = market.onTrade
  if (venue === undefined) throw new Error('the feed did not start its source')
  return { port, market, venue }
}

/** The venue's own word on its best prices: the newest one that an update of the book includes. */
function tickersOf(messages: readonly CaptureMessage[]): (updateId: number) => CaptureData | null {
  const tickers = messages.map(({ data }) => data).filter(({ b }) => typeof b === 'string')
  let next = 0
  return (updateId) => {
    while ((tickers[next]?.u ?? Number.POSITIVE_INFINITY) <= updateId) next += 1
    return tickers[next - 1] ?? null
  }
}

function repeatTrade(
  venue: LiveListener,
  { p: price, q: quantity, m: isBuyerMaker }: CaptureData,
): void {
  if (price === undefined || quantity === undefined) return
  venue.onTrade(symbol, { side: isBuyerMaker === true ? 'sell' : 'buy', price, quantity })
}

describe.skipIf(!hasCaptures)('a captured venue (needs ../shared/data)', () => {
  test.each([
    ['ticks/hftbacktest_binance_spot_btcusdt_20240808.ndjson.gz', '0.01', '0.00001', 3_449],
    ['ticks/hftbacktest_binance_usdm_btcusdt_20240808.ndjson.gz', '0.10', '0.001', 6_547],
  ])(
    '%s: the mirrored touch equals the newest bookTicker at every update',
    async (...row) => {
      const [name, tickSize, lotSize, updates] = row
      const { port, market, venue } = await openMirror(tickSize, lotSize)
      const messages = readCapture(name)
      const tickerAt = tickersOf(messages)
      const book = new CapturedBook(messages)
      const touches: { mirrored: unknown; told: unknown }[] = []
      for (const { data } of messages) {
        repeatTrade(venue, data)
        if (!book.apply(data)) continue
        const { bids, asks } = book.top(MIRROR_LEVELS)
        venue.onBook(symbol, bids, asks)
        market.step(START_AT + touches.length + 1)
        const ticker = tickerAt(book.lastUpdateId)
        const toTicks = (price: unknown): number => Math.round(Number(price) / Number(tickSize))
        touches.push({
          mirrored: [port.bestBid(symbol), port.bestAsk(symbol)],
          told: [toTicks(ticker?.b), toTicks(ticker?.a)],
        })
      }
      expect(touches.map(({ mirrored }) => mirrored)).toEqual(touches.map(({ told }) => told))
      expect(touches).toHaveLength(updates)
      expect(port.trades.some((trade) => trade.symbol === symbol)).toBe(true)
    },
    CAPTURE_TIMEOUT_MS,
  )
})

describe('a mirrored book', () => {
  const levels = (...prices: number[]): VenueLevel[] => prices.map((price) => [`${price}.00`, '2'])
  const bids = levels(100, 99, 98)
  const asks = levels(101, 102, 103)

  async function openQuoted(): Promise<Mirror> {
    const mirror = await openMirror('0.01', '0.001')
    mirror.venue.onBook(symbol, bids, asks)
    mirror.market.step(START_AT + 1)
    return mirror
  }

  test('shows quantities level by level, and follows what changes with nothing more', async () => {
    const { port, market, venue } = await openQuoted()
    expect(port.lotsAt(symbol, 'buy', 9_900)).toBe(2_000)
    const before = port.operations
    venue.onBook(symbol, bids, [...levels(101), ['102.00', '7'], ...levels(103)])
    market.step(START_AT + 2)
    expect(port.lotsAt(symbol, 'sell', 10_200)).toBe(7_000)
    expect(port.operations - before).toBe(2)
  })

  test('an outsider takes real quantities, which return with the next word of the venue', async () => {
    const { port, market, venue } = await openQuoted()
    expect(port.placeMarket({ symbol, side: 'buy', lots: 3_000 })).toBe(3_000)
    market.step(START_AT + 2)
    expect(port.bestAsk(symbol)).toBe(10_200)
    venue.onBook(symbol, bids, asks)
    market.step(START_AT + 3)
    expect([port.lotsAt(symbol, 'sell', 10_100), port.lotsAt(symbol, 'sell', 10_200)]).toEqual([
      2_000, 2_000,
    ])
  })

  test("an outsider's resting order fills when the venue's price comes through it", async () => {
    const { port, market, venue } = await openQuoted()
    port.placeLimit({ symbol, side: 'buy', priceTicks: 10_050, lots: 500 })
    venue.onBook(symbol, levels(98, 97), levels(100, 101))
    market.step(START_AT + 2)
    const own = port.trades.filter((trade) => trade.priceTicks === 10_050)
    expect(own.map((trade) => trade.lots)).toEqual([500])
    expect([port.bestBid(symbol), port.bestAsk(symbol)]).toEqual([9_800, 10_000])
  })

  test("a finer venue's prices are rounded away from the touch", async () => {
    const { port, market, venue } = await openMirror('0.10', '0.001')
    venue.onBook(symbol, [['100.19', '1']], [['100.21', '1']])
    market.step(START_AT + 1)
    expect([port.bestBid(symbol), port.bestAsk(symbol)]).toEqual([1_001, 1_003])
  })

  test('a silent venue is taken down and named as stale; its next word brings it back', async () => {
    const { port, market, venue } = await openQuoted()
    market.step(START_AT + 1 + STALE_AFTER_MS)
    expect(port.bestBid(symbol)).toBe(10_000)
    market.step(START_AT + 2 + STALE_AFTER_MS)
    expect([port.bestBid(symbol), port.bestAsk(symbol)]).toEqual([null, null])
    venue.onFailure('BTCUSDT: connection lost')
    expect(market.describe()).toEqual({
      kind: 'live',
      venue: 'binance',
      symbols: [symbol],
      staleSymbols: [symbol],
      failure: 'BTCUSDT: connection lost',
    })
    venue.onBook(symbol, bids, asks)
    market.step(START_AT + 3 + STALE_AFTER_MS)
    expect(port.bestBid(symbol)).toBe(10_000)
    expect(market.describe()).toMatchObject({ staleSymbols: [], failure: null })
  })

  test('an instrument that the venue does not list stays simulated', async () => {
    const { port } = await openQuoted()
    expect(port.bestBid('ETHUSDT')).toBeGreaterThan(0)
  })
})
