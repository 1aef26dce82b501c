import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openBinanceFeed } from '#adapters/feeds/binance-feed.ts'
import type { PublicChannel } from '#api/stream.ts'
import { instrumentIdOf, parseInstrumentId, venueIdOf } from '#core/market/instrument.ts'
import { toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import { toNumber } from '#core/money/money.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { TestAccount } from '#test/builders/firm.ts'
import { type OpenTestDatabase, openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { startStopwatch } from '#test/own-time.ts'
import {
  openPaperFirm,
  paperOrder,
  runnerEnvFor,
  startTestRunner,
  untilOrder,
  untilTrading,
} from '#test/running-desk.ts'
import { silentLog } from '#test/silent-log.ts'
import { randomOrder, seededFractions } from '#test/soak/random-orders.ts'
import { type ExchangeProcess, startExchange } from '#test/start-exchange.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { FOUND_WITHIN_MS } from './poll-fills.ts'

const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const SIM = venueIdOf('sim')
const BINANCE_WEIGHT_PER_MINUTE = 6_000
/** The venue's budget that a lively desk may use (ARCHITECTURE, Breaks). */
const USED_MAX = 0.4 * BINANCE_WEIGHT_PER_MINUTE
const ACCOUNTS = 4
const PACE_MS = 400
const CANCEL_MS_MAX = 5 * SECOND_MS
const LOOK_EVERY_MS = 200

/** What the venue has counted for this address since the meter was opened, without the meter's own looks. */
async function openWeightMeter({ restUrl }: ExchangeProcess) {
  const look = async () => {
    const { status, headers } = await fetch(`${restUrl}/api/v3/ping`)
    return { status, used: Number(headers.get('x-mbx-used-weight-1m')) }
  }
  let before = (await look()).used
  let total = 0
  let refusals = 0
  const stopping = new AbortController()
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await pause(LOOK_EVERY_MS)
      const { status, used } = await look()
      if (status === 429 || status === 418) refusals += 1
      total += (used >= before ? used - before : used) - 1
      before = used
    }
  })()
  return {
    async read() {
      stopping.abort()
      await looking
      return { total, refusals }
    },
  }
}

/** People look at three markets through the gateway, which shares the address. */
function watchMarkets(exchange: ExchangeProcess): () => void {
  const parts = { clock: systemClock, dice: systemDice, log: silentLog }
  const feed = openBinanceFeed({ ...parts, restUrl: exchange.restUrl, wsUrl: exchange.wsUrl })
  const kinds: readonly PublicChannel[] = ['book', 'trades', 'ticker', 'candles']
  for (const base of ['BTC', 'ETH', 'SOL']) {
    const listing = {
      instrumentId: instrumentIdOf(parseInstrumentId(`sim:${base}-USDT`)),
      venueSymbol: `${base}USDT`,
    }
    for (const kind of kinds) {
      feed.watch(kind, listing, { onData: () => undefined, onSilence: () => undefined })
    }
  }
  return () => feed.close()
}

async function readMarkets({ trader }: Firm) {
  const query = { venueId: SIM, after: null, limit: 200 }
  const { items: instruments } = await listInstruments(trader, query)
  const { items: quotes } = await listQuotes(trader, query)
  return instruments.flatMap((instrument) => {
    const quote = quotes.find(({ instrumentId }) => instrumentId === instrument.id)
    if (!quote || quote.bid === null || quote.ask === null) return []
    return [{ instrument, bid: quote.bid, ask: quote.ask }]
  })
}

type Firm = Awaited<ReturnType<typeof openPaperFirm>>

/** Rests an order out of reach, cancels it, and tells how long the cancel took of our own time. */
async function restAndCancel(desk: Firm, account: TestAccount): Promise<number> {
  const [market] = await readMarkets(desk)
  if (market === undefined) throw new Error('expected a market')
  const { instrument, bid } = market
  const limit = toNumber(bid) * 0.98
  const order = await placeOrder(
    desk.trader,
    paperOrder(account, instrument.id, {
      quantity: toLotQuantity(50 / limit, instrument, 'nearest'),
      limitPrice: toTickPrice(limit, instrument, 'nearest'),
    }),
  )
  await untilOrder(desk.firm, order.id, ['WORKING'])
  const sinceAsked = startStopwatch()
  await cancelOrder(desk.trader, { orderId: order.id })
  await untilOrder(desk.firm, order.id, ['CANCELED'])
  return sinceAsked.ownMs()
}

async function open(clone: OpenTestDatabase) {
  const desk = await openPaperFirm(clone)
  const accounts: TestAccount[] = []
  for (let i = 0; i < ACCOUNTS; i++) accounts.push(await desk.openAccount())
  return { desk, accounts }
}

test('a lively first minute with a lost stream uses at most 40 % of the budget, is never refused, and cancels at once', async () => {
  await using exchange = await startExchange({ agents: true })
  const clone = await openTestDatabase()
  const { desk, accounts } = await open(clone)
  const meter = await openWeightMeter(exchange)
  const startedAt = performance.now()
  await using _runner = await startTestRunner(runnerEnvFor(clone, exchange))
  const leave = watchMarkets(exchange)
  for (const account of accounts) await untilTrading(desk.firm, account, BTC_USDT)
  const fraction = seededFractions(1)
  const cancels: number[] = []
  let placed = 0
  let isStreamLost = false
  while (performance.now() - startedAt < MINUTE_MS) {
    const account = accounts[placed % ACCOUNTS]
    if (account === undefined) throw new Error('expected an account')
    const markets = await readMarkets(desk)
    await placeOrder(desk.trader, randomOrder(fraction, { account, markets }))
    placed += 1
    if (placed % 5 === 0) cancels.push(await restAndCancel(desk, account))
    if (!isStreamLost && performance.now() - startedAt > MINUTE_MS / 2) {
      isStreamLost = true
      await exchange.control.plantFault({ kind: 'disconnect', target: 'user' })
    }
    await pause(PACE_MS)
  }
  leave()
  const { total, refusals } = await meter.read()
  const [fills] = await desk.firm.db.read((tx) =>
    tx.query<{ count: number }>({ text: 'SELECT count(*)::int AS count FROM fill', values: [] }),
  )
  const slowest = Math.max(...cancels)
  process.stdout.write(
    `${placed} orders, ${fills?.count} fills, ${cancels.length} cancels (slowest ${slowest.toFixed(0)} ms): ${total} of ${BINANCE_WEIGHT_PER_MINUTE} weight\n`,
  )
  expect(isStreamLost).toBe(true)
  expect(fills?.count).toBeGreaterThan(20)
  expect(refusals).toBe(0)
  expect(total).toBeLessThanOrEqual(USED_MAX)
  expect(slowest).toBeLessThan(CANCEL_MS_MAX)
})

test('a fill that a muted stream did not tell is booked within 20 seconds', async () => {
  await using exchange = await startExchange()
  await exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '50010', quantity: '0.5' },
    { side: 'BUY', price: '49990', quantity: '0.5' },
  ])
  const clone = await openTestDatabase()
  const { firm, trader, openAccount } = await openPaperFirm(clone)
  await using _runner = await startTestRunner(runnerEnvFor(clone, exchange))
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const terms = { quantity: q('0.01'), limitPrice: p('49995') }
  const order = await placeOrder(trader, paperOrder(account, BTC_USDT, terms))
  await untilOrder(firm, order.id, ['WORKING'])
  await exchange.control.plantFault({ kind: 'suppress-fills' })
  await exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '49995', quantity: '0.01' },
  ])
  const sinceFill = startStopwatch()
  await vi.waitFor(
    async () => {
      const [row] = await firm.db.read((tx) =>
        tx.query<{ count: number }>({
          text: 'SELECT count(*)::int AS count FROM fill WHERE order_id = $1',
          values: [order.id],
        }),
      )
      expect(row?.count).toBe(1)
    },
    { timeout: 5 * FOUND_WITHIN_MS, interval: 50 },
  )
  expect(sinceFill.ownMs()).toBeLessThan(FOUND_WITHIN_MS)
})
