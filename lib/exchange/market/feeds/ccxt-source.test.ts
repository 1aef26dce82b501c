import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { aSymbol, EIGHT_SYMBOLS } from '../testing/book-port.ts'
import {
  type CaptureData,
  CapturedBook,
  type CaptureMessage,
  hasCaptures,
  readCapture,
} from '../testing/captures.ts'
import { type CcxtExchange, createCcxtSource, openCcxtExchange } from './ccxt-source.ts'
import { FeedError } from './feed-error.ts'
import { startLiveFeed } from './live-feed.ts'
import type { LiveListener } from './price-feed.ts'
import { feedStartPrices } from './start-prices.ts'

const CAPTURE = 'ticks/hftbacktest_binance_spot_btcusdt_20240808.ndjson.gz'
const UPDATES_COMPARED = 300
const TIMEOUT_MS = 30_000
const bitcoin = aSymbol('BTC', '0.01', '0.00001')

const EXCHANGE_INFO = {
  timezone: 'UTC',
  serverTime: 1_723_161_255_000,
  rateLimits: [],
  symbols: [
    {
      symbol: 'BTCUSDT',
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      baseAssetPrecision: 8,
      quoteAssetPrecision: 8,
      isSpotTradingAllowed: true,
      orderTypes: ['LIMIT', 'MARKET'],
      permissions: ['SPOT'],
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000', tickSize: '0.01' },
        { filterType: 'LOT_SIZE', minQty: '0.00001', maxQty: '9000', stepSize: '0.00001' },
      ],
    },
  ],
}

/** Binance's public side on loopback, saying what the capture says and when the test says so. */
class CapturedVenue {
  readonly sockets = new Set<WebSocket>()
  private readonly server: Server
  private readonly messages: readonly CaptureMessage[]

  constructor(messages: readonly CaptureMessage[]) {
    this.messages = messages
    const snapshot = messages.find(({ data }) => data.lastUpdateId !== undefined)?.data
    this.server = createServer((request, response) => {
      const isDepth = request.url?.startsWith('/api/v3/depth') === true
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(isDepth ? snapshot : EXCHANGE_INFO))
    })
    const websockets = new WebSocketServer({ server: this.server })
    websockets.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
      socket.on('message', (frame) => this.answer(socket, String(frame)))
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  say(data: CaptureData): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(data))
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** A new listener of the book first hears what the venue said before its snapshot. */
  private answer(socket: WebSocket, frame: string): void {
    const { id, params = [] } = JSON.parse(frame) as { id: number; params?: string[] }
    socket.send(JSON.stringify({ result: null, id }))
    if (!params.some((stream) => stream.includes('@depth'))) return
    const end = this.messages.findIndex(({ data }) => data.lastUpdateId !== undefined)
    for (const { data } of this.messages.slice(0, end)) {
      if (typeof data.b === 'object') socket.send(JSON.stringify(data))
    }
  }
}

/** The client as shipped, with nothing changed but where it calls. */
async function openLoopbackExchange(host: string): Promise<CcxtExchange> {
  const exchange = await openCcxtExchange('binance')
  const { urls, loadHttpProxyAgent } = exchange as unknown as {
    urls: { api: Record<string, unknown> }
    loadHttpProxyAgent(): Promise<unknown>
  }
  redirect(urls.api, host)
  await loadHttpProxyAgent.call(exchange)
  return exchange
}

function redirect(urls: Record<string, unknown>, host: string): void {
  for (const [name, url] of Object.entries(urls)) {
    if (typeof url === 'string') {
      urls[name] = url.replace(/^(http|ws)s?:\/\/[^/]+/, (_, scheme) => `${scheme}://${host}`)
    } else redirect(url as Record<string, unknown>, host)
  }
}

describe.skipIf(!hasCaptures)("ccxt's binance over a capture (needs ../shared/data)", () => {
  const messages = hasCaptures ? readCapture(CAPTURE) : []
  const venue = new CapturedVenue(messages)
  let host = ''
  beforeAll(async () => {
    host = await venue.listen()
  })
  afterAll(() => venue.close())

  test(
    'hears the very touch the venue tells, its trades, and that the connection broke',
    async () => {
      const heard = new Channel<string>()
      const trades = new Channel<string>()
      const failures = new Channel<string>()
      const source = createCcxtSource({
        venue: 'binance',
        symbols: EIGHT_SYMBOLS,
        exchange: await openLoopbackExchange(host),
      })
      const listed = await source.start({
        onBook: (symbol, bids, asks) => heard.put(`${symbol} ${bids[0]?.[0]} ${asks[0]?.[0]}`),
        onTrade: (symbol, trade) =>
          trades.put([symbol, trade.side, trade.price, trade.quantity].join(' ')),
        onFailure: (message) => failures.put(message),
      })
      expect(listed).toEqual(['BTCUSDT'])

      await heard.take()
      const book = new CapturedBook(messages)
      const end = messages.findIndex(({ data }) => data.lastUpdateId !== undefined)
      for (const { data } of messages.slice(0, end)) book.apply(data)
      const updates = messages.slice(end).filter(({ data }) => book.apply(data))
      expect(updates.length).toBeGreaterThan(UPDATES_COMPARED)
      const tellers = messages.map(({ data }) => data).filter(({ b }) => typeof b === 'string')
      for (const { data } of updates.slice(0, UPDATES_COMPARED)) {
        await nextTurn() // ccxt tells nobody of an update that comes before it is asked for it again
        venue.say(data)
        const teller = tellers.findLast(({ u = 0 }) => u <= (data.u ?? 0))
        expect(await heard.take()).toBe(`BTCUSDT ${Number(teller?.b)} ${Number(teller?.a)}`)
      }

      const trade = messages.find(({ data }) => data.p !== undefined)?.data
      if (trade === undefined) throw new Error('the capture has trades')
      venue.say(trade)
      expect(await trades.take()).toBe('BTCUSDT sell 61837.63 0.02')

      for (const socket of venue.sockets) socket.terminate()
      expect(await failures.take()).toMatch(/^BTCUSDT: /)
      await source.close()
    },
    TIMEOUT_MS,
  )
})

describe('a ccxt source', () => {
  const silent: LiveListener = {
    onBook: () => undefined,
    onTrade: () => undefined,
    onFailure: () => undefined,
  }
  const never = new Promise<never>(() => undefined)
  const anExchange = (changes: Partial<CcxtExchange> = {}): CcxtExchange => ({
    has: { watchOrderBook: true, watchTrades: true },
    loadMarkets: async () => ({ 'BTC/USDT': {} }),
    watchOrderBook: () => never,
    watchTrades: () => never,
    close: async () => undefined,
    ...changes,
  })
  const start = (exchange: CcxtExchange, listener = silent) =>
    createCcxtSource({ venue: 'xyz', symbols: [bitcoin], exchange }).start(listener)

  test('refuses a venue that does not stream, in words', async () => {
    await expect(start(anExchange({ has: { watchOrderBook: true } }))).rejects.toThrow(
      'xyz does not stream public books and trades; use another venue',
    )
  })

  test('refuses a venue that lists none of the symbols, or cannot be reached', async () => {
    await expect(start(anExchange({ loadMarkets: async () => ({}) }))).rejects.toThrow(
      'xyz lists none of BTC/USDT; use a venue that does',
    )
    const cause = new Error('ENETUNREACH')
    const unreachable = anExchange({ loadMarkets: () => Promise.reject(cause) })
    await expect(start(unreachable)).rejects.toMatchObject({ name: 'FeedError', cause })
  })

  test(
    'ccxt knows no venue of that name: the error says which it might be',
    async () => {
      await expect(openCcxtExchange('constructor')).rejects.toThrow(FeedError)
      await expect(openCcxtExchange('nowhere')).rejects.toThrow(/found "nowhere"; use one such as/)
    },
    TIMEOUT_MS,
  )

  test('a feed keeps the last book and the waiting trades of its source', async () => {
    let isFirst = true
    const exchange = anExchange({
      watchOrderBook: () => {
        if (!isFirst) return never
        isFirst = false
        return Promise.resolve({ bids: [[100.5, 0.00001]], asks: [[101, 2]] })
      },
    })
    const source = createCcxtSource({ venue: 'xyz', symbols: [bitcoin], exchange })
    const feed = await startLiveFeed(source)
    expect(feed.symbols).toEqual(['BTCUSDT'])
    expect(feed.takeTrades('BTCUSDT')).toEqual([])
    await feed.complete
    expect(feedStartPrices(feed)).toEqual({ BTCUSDT: '100.5' })
    expect(feed.book('BTCUSDT')).toEqual({
      version: 1,
      bids: [['100.5', '0.00001']],
      asks: [['101', '2']],
    })
    expect(feed.book('ETHUSDT')).toBeNull()
  })
})

/** What was told, to be waited for in order. */
class Channel<T> {
  private readonly waiting: T[] = []
  private readonly takers: ((value: T) => void)[] = []

  put(value: T): void {
    const taker = this.takers.shift()
    if (taker === undefined) this.waiting.push(value)
    else taker(value)
  }

  take(): Promise<T> {
    const value = this.waiting.shift()
    if (value !== undefined) return Promise.resolve(value)
    return new Promise((resolve) => this.takers.push(resolve))
  }
}
