import { expect, test, vi } from 'vitest'
import { barsOf } from '#core/market/bars.ts'
import { DAY_MS, floorTo, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { createPerson } from '#test/builders/people.ts'
import { a, q } from '#test/builders.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { startTestRunner, untilOrder, untilTrading } from '#test/running-desk.ts'
import { createBot } from '#usecases/bots/create-bot.ts'
import { getBot } from '#usecases/bots/get-bot.ts'
import { getShadowReport } from '#usecases/bots/get-shadow-report.ts'
import { startBot } from '#usecases/bots/start-bot.ts'
import { stopBot } from '#usecases/bots/stop-bot.ts'

const { database, env, firm, openAccount, trader } = await openPaperDesk()
const WAIT = { timeout: 60_000, interval: 20 } as const

/** The last days, a candle of one minute each: a test that runs over a minute's end would see another last bar. */
function storeDays(closes: readonly number[]) {
  const today = floorTo(systemClock.now(), DAY_MS)
  const candles = closes.map((close, i) => ({
    openAt: unixMsOf(today - (closes.length - i) * DAY_MS),
    open: close,
    high: close + 1,
    low: close - 1,
    close,
    volume: 1,
  }))
  return database.unscoped(async (tx) => {
    const datasetId = await ensureDataset(tx, { instrumentId: BTC_USDT, source: 'sim' })
    await storeBars(tx, { datasetId, bars: barsOf(candles, MINUTE_MS), areNew: false })
  })
}

/** As if the bot had been started some days ago, and its runner had been away since. */
function startedBefore(botId: string, days: number) {
  return firm.db.write((tx) =>
    tx.query({
      text: `UPDATE bot SET started_at = started_at - $2 * interval '1 day' WHERE id = $1`,
      values: [botId, days],
    }),
  )
}

function ordersOf(botId: string) {
  return firm.db.read((tx) =>
    tx.query<{ id: string; side: string; origin_kind: string; signal_id: string }>({
      text: `SELECT id, side, origin_kind, signal_id FROM "order" WHERE origin_id = $1`,
      values: [botId],
    }),
  )
}

test('a bot buys at a real exchange when its averages cross, once, and stops when it is told', async () => {
  await using _runner = await startTestRunner(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const userId = await createPerson(firm, { name: 'Trader', role: 'TRADER' })
  const ctx = { ...trader, actor: { ...trader.actor, id: userId } }
  const { id: botId } = await createBot(ctx, {
    accountId: account.accountId,
    name: 'Cross',
    instrumentId: BTC_USDT,
    timeframe: '1d',
    strategy: 'sma-cross',
    parameters: { fast: 2, slow: 3 },
    cash: a('10000'),
    quantity: q('0.01'),
  })
  await storeDays([50_050, 50_040, 50_030, 50_020, 50_010, 50_000, 50_090])
  await startBot(ctx, { botId })
  await startedBefore(botId, 3)
  const [order] = await vi.waitFor(async () => {
    const found = await ordersOf(botId)
    expect(found).toMatchObject([{ side: 'buy', origin_kind: 'bot' }])
    return found
  }, WAIT)
  await untilOrder(firm, String(order?.id), ['FILLED'])
  const bot = await vi.waitFor(async () => {
    const found = await getBot(ctx, { botId })
    expect(found).toMatchObject({ state: 'RUNNING', position: q('0.00999'), failure: null })
    expect(found.lastBarAt).not.toBeNull()
    return found
  }, WAIT)
  expect(order?.signal_id).toBe(`${bot.lastBarAt}-enter`)
  expect(await stopBot(ctx, { botId, position: 'keep' })).toMatchObject({
    ...{ state: 'STOPPED', isClosing: false, orders: 1 },
  })
  const report = await getShadowReport(ctx, { botId })
  expect(report).toMatchObject({ bars: expect.any(Number), toAt: bot.lastBarAt })
  expect(report.trades).toMatchObject([{ bot: { entryPrice: 50_010, exitAt: null } }])
  await stopBot(ctx, { botId, position: 'close' })
  await vi.waitFor(async () => {
    const closed = await getBot(ctx, { botId })
    expect(closed).toMatchObject({ isClosing: false, orders: 2 })
    expect(closed.position).toBeLessThan(q('0.001'))
  }, WAIT)
})
