import { expect, test } from 'vitest'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { PATTERNS_KEPT } from '#store/store-patterns.ts'
import { createInstrument } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { priceWalk } from '#test/price-walk.ts'
import { scanHere } from './market-scanner.ts'
import { BEGIN_ANEW_AFTER_MS, type PatternContext, scanMarkets } from './scan-markets.ts'

const { database } = await openTestDatabase()
const running = new AbortController().signal
const walk = priceWalk(2_500)
let now = unixMsOf(Date.UTC(2026, 10, 21))

/** A runner that has just started. */
function aRunner(): PatternContext {
  const clock = { ...clockAt(now), now: () => now }
  const log = { warn: () => undefined }
  return { database, clock, log, scanner: scanHere(), taken: new Map() }
}

let markets = 0
async function aMarket(): Promise<number> {
  markets += 1
  const instrumentId = await createInstrument(database, `COIN${markets}-USDT`)
  return database.unscoped((tx) => ensureDataset(tx, { instrumentId, source: 'sim' }))
}

async function candlesCome(datasetId: number, bars: Bars): Promise<void> {
  await database.unscoped((tx) => storeBars(tx, { datasetId, bars, areNew: true }))
}

async function storedIn(table: 'pattern' | 'signal' | 'pattern_outcome', datasetId: number) {
  const rows = await database.unscoped((tx) =>
    tx.query<{ row: object }>({
      text: `SELECT to_jsonb(t) - 'id' - 'dataset_id' AS row FROM ${table} t WHERE dataset_id = $1
        ORDER BY (to_jsonb(t) - 'id' - 'dataset_id')::text`,
      values: [datasetId],
    }),
  )
  return rows.map(({ row }) => row)
}

const everythingOf = async (datasetId: number) => ({
  patterns: await storedIn('pattern', datasetId),
  signals: await storedIn('signal', datasetId),
  outcomes: await storedIn('pattern_outcome', datasetId),
})

test('candles that come at once, bit by bit, or to a runner started again leave the same rows', async () => {
  const [atOnce, bitByBit, startedAgain] = [await aMarket(), await aMarket(), await aMarket()]
  await candlesCome(atOnce, sliceBars(walk, 0, 900))
  await scanMarkets(aRunner(), running)
  const steady = aRunner()
  for (const [from, to] of [
    [0, 500],
    [500, 501],
    [501, 620],
    [620, 900],
  ] as const) {
    await candlesCome(bitByBit, sliceBars(walk, from, to))
    await scanMarkets(steady, running)
    await candlesCome(startedAgain, sliceBars(walk, from, to))
    await scanMarkets(aRunner(), running)
  }
  const expected = await everythingOf(atOnce)
  expect(expected.patterns.length).toBeGreaterThan(500)
  expect(expected.signals.length).toBeGreaterThan(20)
  expect(await everythingOf(bitByBit)).toEqual(expected)
  expect(await everythingOf(startedAgain)).toEqual(expected)
})

test('the newest candle is left until the next has come, as it may still be running', async () => {
  const [short, long] = [await aMarket(), await aMarket()]
  await candlesCome(short, sliceBars(walk, 0, 300))
  await candlesCome(long, sliceBars(walk, 0, 301))
  const runner = aRunner()
  await scanMarkets(runner, running)
  expect(runner.taken.get(short)).toBe(walk.openAt[298])
  expect(runner.taken.get(long)).toBe(walk.openAt[299])
  expect(await scanMarkets(runner, running)).toBe(0)
})

test('what could not be stored is found again in the next round', async () => {
  const [broken, whole] = [await aMarket(), await aMarket()]
  await candlesCome(whole, sliceBars(walk, 0, 700))
  await candlesCome(broken, sliceBars(walk, 0, 400))
  const runner = aRunner()
  await scanMarkets(runner, running)
  await candlesCome(broken, sliceBars(walk, 400, 700))
  let isDown = true
  const failing = {
    ...runner,
    database: {
      ...database,
      unscoped: ((work) => {
        if (runner.taken.has(broken) && isDown && reads++ > 1) throw new Error('gone')
        return database.unscoped(work)
      }) as typeof database.unscoped,
    },
  }
  let reads = 0
  await scanMarkets(failing, running)
  expect(runner.taken.has(broken)).toBe(false)
  isDown = false
  await scanMarkets(failing, running)
  expect(await everythingOf(broken)).toEqual(await everythingOf(whole))
})

test('older candles make the scan begin anew, after a while, and what was told as a signal stays', async () => {
  const [late, whole] = [await aMarket(), await aMarket()]
  await candlesCome(whole, sliceBars(walk, 0, 800))
  await candlesCome(late, sliceBars(walk, 300, 800))
  const runner = aRunner()
  await scanMarkets(runner, running)
  const told = await storedIn('signal', late)
  await candlesCome(late, sliceBars(walk, 0, 300))
  const before = await storedIn('pattern', late)
  await scanMarkets(runner, running)
  expect(await storedIn('pattern', late)).toEqual(before)
  now = unixMsOf(now + BEGIN_ANEW_AFTER_MS)
  await candlesCome(late, sliceBars(walk, 800, 801))
  await candlesCome(whole, sliceBars(walk, 800, 801))
  await scanMarkets(runner, running)
  expect(await storedIn('pattern', late)).toEqual(await storedIn('pattern', whole))
  expect(await storedIn('signal', late)).toEqual(expect.arrayContaining(told))
})

test('of each timeframe the newest are kept', async () => {
  const market = await aMarket()
  await candlesCome(market, sliceBars(walk, 0, 2_000))
  const runner = aRunner()
  await scanMarkets(runner, running)
  for (let to = 2_100; to <= walk.length; to += 100) {
    await candlesCome(market, sliceBars(walk, to - 100, to))
    await scanMarkets(runner, running)
  }
  const patterns = await storedIn('pattern', market)
  const minutes = patterns.filter((row) => 'timeframe' in row && row.timeframe === '1m')
  expect(minutes.length).toBeGreaterThanOrEqual(PATTERNS_KEPT)
  expect(minutes.length).toBeLessThan(PATTERNS_KEPT + 10)
  expect(JSON.stringify(minutes)).toContain(
    new Date(Number(walk.openAt.at(-1))).toISOString().slice(0, 16),
  )
  expect(walk.openAt.at(-1)).toBe((walk.openAt[0] ?? 0) + (walk.length - 1) * MINUTE_MS)
})
