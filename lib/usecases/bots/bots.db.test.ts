import { expect, test } from 'vitest'
import { barsOf } from '#core/market/bars.ts'
import { formatDecimal } from '#core/money/money.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { readInstruments } from '#store/read-instruments.ts'
import { quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { createPerson } from '#test/builders/people.ts'
import { a, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { recordFills } from '#usecases/orders/record-fills.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import type { BotsContext } from './bots-context.ts'
import { createBot } from './create-bot.ts'
import { getBot } from './get-bot.ts'
import { getShadowReport } from './get-shadow-report.ts'
import { runBots, SETTLE_MS } from './run-bots.ts'
import { startBot } from './start-bot.ts'
import { stopBot } from './stop-bot.ts'

const clone = await openTestDatabase()

async function aDesk() {
  const desk = await openOrderDesk(clone)
  const userId = await createPerson(desk.firm, { name: 'Trader', role: 'TRADER' })
  const ctx = { ...desk.trader, actor: { ...desk.trader.actor, id: userId } }
  const { db } = desk.firm
  const instruments = await db.read((tx) => readInstruments(tx, {}))
  const runner: BotsContext = { ...desk.runner, db, instruments, fetchCandles: async () => true }
  const wish = {
    accountId: desk.account.accountId,
    name: 'Cross',
    instrumentId: desk.instrumentId,
    timeframe: '1m',
    strategy: 'sma-cross',
    parameters: { fast: 1, slow: 2 },
    cash: a('1000'),
    quantity: q('1'),
  } as const
  return { desk, ctx, runner, wish }
}

/** One close a minute from the moment on at which the desk was opened; the first two warm the averages up. */
async function closesFrom({ desk, closes }: { desk: OrderDesk; closes: readonly number[] }) {
  const now = desk.clock.now()
  const candles = closes.map((close, i) => ({
    ...{ open: close, high: close, low: close, close, volume: 1 },
    openAt: unixMsOf(now + (i - 2) * MINUTE_MS),
  }))
  await clone.database.unscoped(async (tx) => {
    const datasetId = await ensureDataset(tx, { instrumentId: desk.instrumentId, source: 'sim' })
    await storeBars(tx, { datasetId, bars: barsOf(candles, MINUTE_MS), areNew: false })
  })
}

/** The next bar closes: the market is quoted, the bots decide, and what they order is filled at 100. */
async function nextBar({ desk, runner }: { desk: OrderDesk; runner: BotsContext }) {
  desk.clock.advance(MINUTE_MS)
  await quoteMarket(clone.database, desk.instrumentId, {
    ...{ bid: '99.99', ask: '100.01', last: '100' },
    receivedAt: desk.clock.now(),
  })
  await runBots(runner)
  const lease = await desk.orderPath.acquireLease({ ...desk.lease, ttlMs: MINUTE_MS })
  const claimed = await claimOrders(desk.runner, {
    lease: lease ?? desk.lease,
    mayTradeLive: false,
  })
  for (const order of claimed) {
    await submitOrder(desk.runner, order)
    const venueOrderId = [...desk.venue.orders.keys()].at(-1) ?? ''
    const venueAt = desk.clock.now()
    const fill = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q('1'), venueAt })
    await recordFills(desk.runner, { fills: [fill], source: 'stream' })
  }
  return claimed.map(({ side, origin }) => [side, origin.kind])
}

test('a bot buys and sells by its strategy, in its own book, and its shadow names what differs', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101, 99, 98] })
  const { id: botId } = await createBot(ctx, wish)
  expect(await desk.balances()).toMatchObject({ 'USDT available': '9000' })
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS)
  const traded = []
  for (let bar = 0; bar < 5; bar++) traded.push(await nextBar({ desk, runner }))
  expect(traded).toEqual([[], [['buy', 'bot']], [], [['sell', 'bot']], []])
  expect(await getBot(ctx, { botId })).toMatchObject({ orders: 2, position: q('0') })
  const { trades, causes } = await getShadowReport(ctx, { botId })
  expect(trades).toMatchObject([
    {
      bot: { entryPrice: 100, exitPrice: 100 },
      backtest: { entryPrice: 101, exitPrice: 98, exitReason: 'signal' },
    },
  ])
  expect(causes.map(({ cause }) => cause)).toEqual(['fillPrice', 'fee'])
})

test('a bar is decided once, also by a runner that died before it could say so, and names its bot', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101] })
  const { id: botId } = await createBot(ctx, wish)
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  expect(await nextBar({ desk, runner })).toEqual([['buy', 'bot']])
  const { items } = await listPositions({ db: desk.firm.db, clock: desk.clock }, {})
  expect(items).toMatchObject([{ openedBy: { kind: 'bot', name: 'Cross' } }])
  await runBots(runner)
  await desk.firm.db.write((tx) => tx.query({ text: 'UPDATE bot SET last_bar_at = NULL' }))
  await runBots(runner)
  expect(await getBot(ctx, { botId })).toMatchObject({ orders: 1 })
})

test('a trade that today’s candles would not lead to is put down to the data', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101] })
  const { id: botId } = await createBot(ctx, wish)
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  await nextBar({ desk, runner })
  expect((await getShadowReport(ctx, { botId })).trades).toMatchObject([
    { backtest: null, differences: [] },
  ])
  await nextBar({ desk, runner })
  const before = await getShadowReport(ctx, { botId })
  expect(before.causes).toMatchObject([{ cause: 'fillPrice' }])
  await clone.database.unscoped((tx) =>
    tx.query({
      text: 'UPDATE candle SET open = 97, high = 97, low = 97, close = 97 WHERE close >= 100',
    }),
  )
  const after = await getShadowReport(ctx, { botId })
  expect(after.trades).toMatchObject([{ backtest: null, differences: [{ cause: 'data' }] }])
})

test('a bot that is stopped places nothing, and can be started again', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101, 99] })
  const { id: botId } = await createBot(ctx, wish)
  await startBot(ctx, { botId })
  expect(await stopBot(ctx, { botId, position: 'keep' })).toMatchObject({ state: 'STOPPED' })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  expect(await nextBar({ desk, runner })).toEqual([])
  expect(await startBot(ctx, { botId })).toMatchObject({ state: 'RUNNING', lastBarAt: null })
  expect(await startBot(ctx, { botId })).toMatchObject({ state: 'RUNNING' })
})

test('a bot that is stopped keeps what it holds, until it is told to close it', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101, 102, 103, 104, 105] })
  const { id: botId } = await createBot(ctx, wish)
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  await nextBar({ desk, runner })
  const kept = await stopBot(ctx, { botId, position: 'keep' })
  expect(kept).toMatchObject({ state: 'STOPPED', isClosing: false, position: q('1') })
  expect(await nextBar({ desk, runner })).toEqual([])
  const told = await stopBot(ctx, { botId, position: 'close' })
  expect(told).toMatchObject({ state: 'STOPPED', isClosing: true, stoppedAt: kept.stoppedAt })
  expect(await nextBar({ desk, runner })).toEqual([['sell', 'bot']])
  expect(await nextBar({ desk, runner })).toEqual([])
  expect(await getBot(ctx, { botId })).toMatchObject({
    ...{ state: 'STOPPED', isClosing: false, position: q('0'), orders: 2 },
  })
})

test('a closing is placed once, also by a runner that starts again, and only ever reduces', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100, 101, 102] })
  const { id: botId } = await createBot(ctx, wish)
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  await nextBar({ desk, runner })
  await stopBot(ctx, { botId, position: 'close' })
  await Promise.all([runBots(runner), runBots(runner)])
  await runBots({ ...runner })
  const orders = await desk.firm.db.read((tx) =>
    tx.query({
      text: `SELECT type, reduce_only, quantity::float8 FROM "order" WHERE origin_id = $1 AND side = 'sell'`,
      values: [botId],
    }),
  )
  expect(orders).toEqual([{ type: 'market', reduce_only: true, quantity: 1 }])
})

test('a bot that holds nothing has closed at once, and starting one again ends its closing', async () => {
  const { ctx, runner, wish } = await aDesk()
  const { id: botId } = await createBot(ctx, wish)
  await stopBot(ctx, { botId, position: 'close' })
  await runBots(runner)
  expect(await getBot(ctx, { botId })).toMatchObject({ isClosing: false, orders: 0 })
  await stopBot(ctx, { botId, position: 'close' })
  expect(await startBot(ctx, { botId })).toMatchObject({ state: 'RUNNING', isClosing: false })
})

test('a bot that cannot go on fails alone, with the reason, until it is started again', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100] })
  const gone = await createBot(ctx, wish)
  const sound = await createBot(ctx, { ...wish, name: 'Sound' })
  for (const { id } of [gone, sound]) await startBot(ctx, { botId: id })
  await desk.firm.db.write((tx) =>
    tx.query({ text: `UPDATE bot SET strategy = 'gone' WHERE id = $1`, values: [gone.id] }),
  )
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  expect(await nextBar({ desk, runner })).toEqual([['buy', 'bot']])
  expect(await getBot(ctx, { botId: gone.id })).toMatchObject({
    state: 'FAILED',
    failure: 'There is no strategy gone any more.',
  })
  expect(await getBot(ctx, { botId: sound.id })).toMatchObject({ state: 'RUNNING', orders: 1 })
  expect(await startBot(ctx, { botId: gone.id })).toMatchObject({ state: 'RUNNING', failure: null })
})

test('a bot spends no more than it was given', async () => {
  const { desk, ctx, runner, wish } = await aDesk()
  await closesFrom({ desk, closes: [100, 99, 98, 100] })
  const { id: botId } = await createBot(ctx, { ...wish, cash: a('50') })
  await startBot(ctx, { botId })
  desk.clock.advance(SETTLE_MS + MINUTE_MS)
  expect(await nextBar({ desk, runner })).toEqual([])
  const orders = () =>
    desk.firm.db.read((tx) =>
      tx.query({ text: 'SELECT state, reason FROM "order" WHERE origin_id = $1', values: [botId] }),
    )
  const denied = [{ state: 'DENIED', reason: 'INSUFFICIENT_FUNDS' }]
  expect(await orders()).toEqual(denied)
  // Decided again, the same wish is the same order.
  await desk.firm.db.write((tx) => tx.query({ text: 'UPDATE bot SET last_bar_at = NULL' }))
  await runBots(runner)
  expect(await orders()).toEqual(denied)
})

test.each([
  [{ strategy: 'no-such' }, 'strategy: expected one of'],
  [{ parameters: { fast: 9, slow: 3 } }, 'parameters: fast must be below slow'],
  [{ parameters: { direction: 'both' } }, 'parameters.direction: expected long'],
  [{ cash: a('10001') }, 'cash: expected at most the 10000 USDT'],
  [{ quantity: q('0.0001') }, 'quantity: expected 0.001 to 1000'],
])('a bot with %o is refused by name', async (changes, told) => {
  const { ctx, wish } = await aDesk()
  await expect((async () => createBot(ctx, { ...wish, ...changes }))()).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(told),
  })
})

test.each(['testnet', 'live'])('a bot is refused on a %s account', async (mode) => {
  const { desk, ctx, wish } = await aDesk()
  await desk.firm.db.write((tx) =>
    tx.query({ text: 'UPDATE account SET mode = $1', values: [mode] }),
  )
  await expect(createBot(ctx, wish)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('expected a paper account'),
  })
})

test('what a bot was given comes out of the manual book, and the sum stays', async () => {
  const { desk, ctx, wish } = await aDesk()
  await createBot(ctx, wish)
  const [row] = await desk.firm.db.read((tx) =>
    tx.query<{ total: string }>({
      text: `SELECT sum(amount)::text AS total FROM ledger_balance WHERE asset = 'USDT' AND kind = 'available'`,
    }),
  )
  expect(formatDecimal(a(row?.total ?? ''))).toBe('10000')
})
