import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ControlContext } from './control/control-context.ts'
import { createControlServer } from './control/control-server.ts'
import { DelayedAccounts } from './control/delayed-accounts.ts'
import { Faults } from './control/faults.ts'
import { createAgentPort, placeHouseOrder } from './engine/agent-door.ts'
import { Exchange } from './engine/exchange.ts'
import { lockFolder } from './journal/folder-lock.ts'
import { JOURNAL_FILE, openJournal } from './journal/journal.ts'
import { openFeed } from './market/feeds/open-feed.ts'
import { createMarket, type Market } from './market/market.ts'
import { CandleStore } from './market-data/candle-store.ts'
import { MarketData } from './market-data/market-data.ts'
import { lastPrices, openCandles } from './open-market-data.ts'
import { makeClientOrderId } from './rest/client-order-id.ts'
import { RateLimiter, type RateLimits } from './rest/rate-limits.ts'
import { createRestServer, type RestContext } from './rest/rest-server.ts'
import { ListenKeyRegistry } from './websocket/listen-keys.ts'
import { MarketStreams } from './websocket/market-streams.ts'
import { UserStreams } from './websocket/user-streams.ts'
import { ExchangeSockets } from './websocket/websocket-server.ts'

const LOOPBACK = '127.0.0.1'
const MARKET_STEP_MS = 250
const CANDLES_SAVED_EVERY_MS = 5_000

export type ExchangeSettings = {
  readonly port: number
  readonly controlPort: number
  readonly dataFolder: string
  readonly seed: number
  /** `FILE[:SYMBOL]` or `live:VENUE`; see `openFeed`. */
  readonly feed?: string | undefined
  readonly limits: RateLimits
  /** False leaves the books to the clients and the control port, for tests. */
  readonly hasAgents: boolean
  /** The exchange cannot go on (the disk failed, or a bug): the process must end. */
  readonly onCrash: (error: unknown) => void
}

export type RunningExchange = {
  readonly ports: { readonly rest: number; readonly control: number }
  /** Stops answering, saves, and lets go of every file and socket. */
  stop(): Promise<void>
}

/** Recovers the exchange from its folder, starts its market and opens its ports on the loopback interface. */
export async function startExchange(settings: ExchangeSettings): Promise<RunningExchange> {
  const faults = new Faults()
  const core = await openCore(settings)
  const { exchange, journal, market } = core
  const now = () => exchange.now() + faults.clockSkewMs()
  const path = join(settings.dataFolder, JOURNAL_FILE)
  const delayed = new DelayedAccounts({ exchange, faults, journal, path })
  const users = new UserStreams({ exchange, journal, faults })
  exchange.observe(delayed)
  exchange.observe(users)
  const listenKeys = new ListenKeyRegistry(() => exchange.now())
  const streams = new MarketStreams({ market, journal, now: () => exchange.now() })
  const context: RestContext = {
    exchange,
    symbols: market.symbols,
    limiter: new RateLimiter(settings.limits),
    listenKeys,
    now,
    readable: (caller) => delayed.readable(caller),
    journal,
    faults,
    onCrash: settings.onCrash,
  }
  const sockets = new ExchangeSockets({ ...context, users, streams, listenKeyRegistry: listenKeys })
  const rest = createRestServer(context)
  sockets.attach(rest)
  const control = createControlServer({
    context: controlContext({ context, delayed, users, streams, sockets, core }),
    journal,
    onCrash: settings.onCrash,
  })
  await listen(rest, settings.port)
  await listen(control, settings.controlPort)
  return {
    ports: { rest: portOf(rest), control: portOf(control) },
    stop: async () => {
      sockets.close()
      await Promise.all([closeServer(rest), closeServer(control)])
      await core.stop()
    },
  }
}

/** The wall clock, except that it never goes back: orders and trades are kept in the order of their times. */
function steadyClock(): () => number {
  let latest = 0
  return () => {
    latest = Math.max(latest, Date.now())
    return latest
  }
}

type Core = Awaited<ReturnType<typeof openCore>>

/** Everything behind the wires: journal, books, market data and the agents that move them. */
async function openCore(settings: ExchangeSettings) {
  const lock = await lockFolder(settings.dataFolder)
  const { journal, events } = openJournal(settings.dataFolder, settings.onCrash)
  const now = steadyClock()
  // The market data needs the exchange and the exchange asks it for average prices: tied here, once.
  const late: { market: MarketData | null } = { market: null }
  const exchange = new Exchange({
    now,
    averageTicks: (symbol) => late.market?.symbols.get(symbol)?.averageTicks(now()) ?? 0,
    makeClientOrderId,
  })
  exchange.observe({ committed: (committed) => journal.append(committed) })
  exchange.recover(events)
  await journal.synced()
  const port = createAgentPort(exchange)
  const store = new CandleStore(join(settings.dataFolder, 'candles'))
  const feed = settings.feed === undefined ? undefined : await openFeed(settings.feed, port.symbols)
  const { seed } = settings
  const makesHistory = settings.hasAgents
  const candles = openCandles({ exchange, port, store, seed, feed, makesHistory })
  const market = new MarketData(exchange, candles)
  late.market = market
  exchange.observe(market)
  const startPrices = lastPrices(exchange, candles)
  const agents = settings.hasAgents
    ? createMarket({ port, seed, startAt: Date.now(), startPrices, ...(feed && { feed }) })
    : null
  if (agents !== null) market.watchTrades((data, trade) => tellAgents(agents, data, trade))
  const stepper = setInterval(() => agents?.step(Date.now()), MARKET_STEP_MS)
  const saver = setInterval(() => market.save(store), CANDLES_SAVED_EVERY_MS)
  const stop = async () => {
    clearInterval(stepper)
    clearInterval(saver)
    if (feed?.kind === 'live') await feed.close()
    market.save(store)
    store.close()
    exchange.settleTradeIds()
    await journal.close()
    await lock.release()
  }
  return { exchange, journal, market, port, agents, stop }
}

function tellAgents(
  agents: Market,
  data: Parameters<Parameters<MarketData['watchTrades']>[0]>[0],
  trade: Parameters<Parameters<MarketData['watchTrades']>[0]>[1],
): void {
  const { id: tradeId, priceTicks, lots, isBuyerMaker, at } = trade
  const { symbol } = data.book.instrument
  agents.onTrade({ symbol, tradeId, priceTicks, lots, isBuyerMaker, at })
}

function controlContext(input: {
  context: RestContext
  delayed: DelayedAccounts
  users: UserStreams
  streams: MarketStreams
  sockets: ExchangeSockets
  core: Core
}): ControlContext {
  const { context, delayed, users, streams, sockets, core } = input
  return {
    ...context,
    delayed,
    streams: {
      disconnect: (target) => sockets.disconnect(target),
      replayLastFill: (accountId) => users.replayLastFill(accountId),
      userStreamCount: (accountId) => users.count(accountId),
    },
    house: {
      place: (order) => placeHouseOrder(core.exchange, core.port, order),
      cancel: (symbol, orderId) => core.port.cancel(symbol, orderId),
    },
    health: () => ({
      status: 'ok',
      serverTime: core.exchange.now(),
      accounts: core.exchange.accounts.byId.size,
      websockets: sockets.count(),
      streams: streams.count(),
      market: core.agents?.describe() ?? { kind: 'empty' },
    }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** A server listening on a TCP port has an `AddressInfo`. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port
