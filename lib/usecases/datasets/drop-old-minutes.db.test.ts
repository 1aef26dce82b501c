import { afterAll, expect, test } from 'vitest'
import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import { TIMEFRAMES, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { DAY_MS, floorTo, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { readDatasetBars, storeBars } from '#store/dataset-candles.ts'
import { readCandles } from '#store/read-candles.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { priceWalk } from '#test/price-walk.ts'
import { silentLog } from '#test/silent-log.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { startBacktest } from '../research/start-backtest.ts'
import { dropOldMinutes } from './drop-old-minutes.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
const { database } = house
afterAll(async () => {
  await database.close()
  await clone[Symbol.asyncDispose]()
})
const ctx = { database, clock: systemClock, log: silentLog }
const KEEP_DAYS = 200
const OLD_DAYS = 9
/** The beginning of the first day that is kept. */
const UNTIL = floorTo(unixMsOf(Date.now() - KEEP_DAYS * DAY_MS), DAY_MS)
const round = () => dropOldMinutes(ctx, new AbortController().signal)

/** Minutes that begin nine and a half days before the first that is kept, and end a day and a half after. */
function minutesOf(): Bars {
  const bars = priceWalk((OLD_DAYS + 2) * 1_440)
  const openAt = bars.openAt.map((_, i) => UNTIL - (OLD_DAYS - 0.5) * DAY_MS + i * MINUTE_MS)
  return { ...bars, openAt }
}

async function aMarket(name: string, keepDays: number | null = KEEP_DAYS) {
  const instrumentId = await createInstrument(database, name)
  const minutes = minutesOf()
  const datasetId = await database.unscoped(async (tx) => {
    const kept = keepDays === null ? {} : { keepDays }
    const id = await ensureDataset(tx, { instrumentId, source: 'sim', ...kept })
    await storeBars(tx, { datasetId: id, bars: minutes, areNew: true })
    return id
  })
  return { instrumentId, datasetId, minutes }
}

function stored(instrumentId: InstrumentId, timeframe: Timeframe): Promise<Bars> {
  return database.unscoped(async (tx) => {
    const datasetId = await ensureDataset(tx, { instrumentId, source: 'sim', timeframe })
    return readDatasetBars(tx, { datasetId, timeframeMs: timeframeMs[timeframe] })
  })
}

const oldOf = (bars: Bars) => sliceBars(bars, 0, bars.openAt.filter((at) => at < UNTIL).length)
const columnsOf = ({ openAt, open, high, low, close, volume }: Bars) => {
  return { openAt, open, high, low, close, volume }
}

test('minutes beyond their age go, and every longer bar of them stays, to the last bit', async () => {
  const { instrumentId, minutes, datasetId } = await aMarket('OLD-USDT')
  const asked = (timeframe: Timeframe, limit: number) =>
    database.unscoped((tx) => readCandles(tx, { instrumentId, timeframe, limit }))
  const shown = await Promise.all([asked('1h', 1_000), asked('1d', 7), asked('5m', 1_000)])
  const old = oldOf(minutes)
  expect(await round()).toBe(old.length)
  const left = await stored(instrumentId, '1m')
  expect(columnsOf(left)).toEqual(columnsOf(sliceBars(minutes, old.length, minutes.length)))
  for (const timeframe of TIMEFRAMES.slice(1)) {
    const { parts: _parts, ...made } = aggregateBars(old, timeframeMs[timeframe])
    expect(columnsOf(await stored(instrumentId, timeframe))).toEqual(columnsOf(made))
  }
  const { rows } = await clone.ownerPool.query(
    'SELECT to_at, candles FROM dataset_trim WHERE dataset_id = $1',
    [datasetId],
  )
  expect(rows).toEqual([{ to_at: new Date(UNTIL), candles: old.length }])
  expect(await Promise.all([asked('1h', 1_000), asked('1d', 7), asked('5m', 1_000)])).toEqual(shown)
  expect(await round()).toBe(0)
})

test('what nobody said an age of is kept for ever', async () => {
  const { instrumentId, minutes } = await aMarket('KEPT-USDT', null)
  expect(await round()).toBe(0)
  expect((await stored(instrumentId, '1m')).length).toBe(minutes.length)
})

test('other bars than those the minutes make keep the minutes where they are', async () => {
  const { instrumentId, minutes } = await aMarket('OTHER-USDT')
  await database.unscoped(async (tx) => {
    const id = await ensureDataset(tx, { instrumentId, source: 'sim', timeframe: '4h' })
    const bars = aggregateBars(minutes, timeframeMs['4h'])
    bars.volume[3] = (bars.volume[3] ?? 0) * (1 + Number.EPSILON)
    await storeBars(tx, { datasetId: id, bars, areNew: true })
  })
  expect(await round()).toBe(0)
  expect((await stored(instrumentId, '1m')).length).toBe(minutes.length)
})

test('a transaction that is killed before its last step has dropped nothing and stored nothing', async () => {
  const { instrumentId, minutes } = await aMarket('KILLED-USDT')
  await clone.ownerPool.query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
    CREATE TRIGGER die BEFORE INSERT ON dataset_trim FOR EACH ROW EXECUTE FUNCTION die()`)
  await expect(round()).rejects.toThrow()
  await clone.ownerPool.query('DROP TRIGGER die ON dataset_trim')
  expect((await stored(instrumentId, '1m')).length).toBe(minutes.length)
  expect((await stored(instrumentId, '1d')).length).toBe(0)
  expect(await round()).toBe(oldOf(minutes).length)
})

test('minutes that a result refers to stay, whoever asks the database', async () => {
  const { instrumentId, minutes, datasetId } = await aMarket('CITED-USDT')
  const { organizationId } = await createFirm(database)
  const trader = await signedIn(house, { organizationId, role: 'TRADER' })
  const terms = { strategy: 'sma-cross', datasetId, timeframe: '5m' } as const
  await startBacktest(await memberContext(house, trader), terms)
  expect(await round()).toBe(0)
  expect((await stored(instrumentId, '1m')).length).toBe(minutes.length)
  const drop = `SELECT tb_drop_minutes(${datasetId}, '2000-01-01', now() - interval '201 days')`
  await expect(database.unscoped((tx) => tx.query({ text: drop }))).rejects.toThrow('keeps its')
})
