import { afterAll, expect, test } from 'vitest'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import type { VenueCandle, VenuePublic } from '#ports/venue.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { claimDueFetch } from '#store/history-schedules.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { silentLog } from '#test/silent-log.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { getDataset } from './get-dataset.ts'
import { inspectHere } from './inspection.ts'
import { type FetchContext, runDueFetch } from './run-due-fetch.ts'
import { cancelHistoryFetch, scheduleHistory, unscheduleHistory } from './schedule-history.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
const { database } = house
afterAll(async () => {
  await database.close()
  await clone[Symbol.asyncDispose]()
})
const { organizationId } = await createFirm(database)
const trader = await memberContext(house, await signedIn(house, { organizationId, role: 'TRADER' }))
const FROM = floorTo(unixMsOf(Date.now() - 2 * DAY_MS), HOUR_MS)
const never = new AbortController().signal
const HOURLY = '15 * * * *'

async function aMarket(name: string) {
  const instrumentId = await createInstrument(database, `${name}-USDT`)
  const datasetId = await database.unscoped((tx) =>
    ensureDataset(tx, { instrumentId, source: 'sim' }),
  )
  const seen = async () => (await getDataset(trader, { datasetId })).dataset
  const count = async () => {
    const wish = { datasetId, timeframeMs: MINUTE_MS }
    return (await database.unscoped((tx) => readDatasetBars(tx, wish))).length
  }
  return { datasetId, seen, count }
}

/** A runner and the times that it asked its venue for; `onPage` is called before each answer. */
function aRunner(onPage: (page: number) => void | Promise<void> = () => undefined) {
  const asked: number[] = []
  const unused = () => Promise.reject(new Error('not asked for'))
  const ctx: FetchContext = {
    database,
    clock: systemClock,
    log: silentLog,
    inspect: inspectHere,
    runner: 'this one',
    openVenuePublic: async (venueId): Promise<VenuePublic> => ({
      venueId,
      fetchCandles: async ({ since, limit }) => {
        asked.push(since)
        await onPage(asked.length)
        return candlesFrom(since, limit)
      },
      fetchInstruments: unused,
      fetchQuotes: unused,
      close: async () => undefined,
    }),
  }
  return { asked, ctx, run: (stopping = never) => runDueFetch(ctx, stopping) }
}

function candlesFrom(since: number, limit: number): VenueCandle[] {
  const left = Math.floor((Date.now() - since) / MINUTE_MS) + 1
  return Array.from({ length: Math.max(0, Math.min(limit, left)) }, (_, i) => {
    const openAt = unixMsOf(since + i * MINUTE_MS)
    return { openAt, open: 2, high: 3, low: 1, close: 2, volume: 1 }
  })
}

test('a schedule fetches at once all since its time, looks at it, and waits for its next hour', async () => {
  const { datasetId, seen, count } = await aMarket('WHOLE')
  const asAsked = await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  expect(asAsked.schedule).toMatchObject({ cron: HOURLY, fromAt: FROM, progress: null, last: null })
  const runner = aRunner()
  expect(await runner.run()).toBe(true)
  expect(runner.asked).toEqual([0, 1, 2].map((page) => FROM + page * 1_000 * MINUTE_MS))
  const { schedule, quality } = await seen()
  expect(await count()).toBeGreaterThanOrEqual(2_880)
  expect(schedule?.last).toMatchObject({ outcome: 'DONE', fetched: await count() })
  expect(new Date(schedule?.dueAt ?? 0).getUTCMinutes()).toBe(15)
  expect(schedule?.dueAt).toBeGreaterThan(Date.now())
  expect(quality).toMatchObject({ candles: await count(), gaps: 0 })
  expect(await runner.run()).toBe(false)
})

test('when it is due again, only what may have come since is asked for', async () => {
  const { datasetId } = await aMarket('AGAIN')
  await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  await aRunner().run()
  await clone.ownerPool.query('DELETE FROM candle WHERE dataset_id = $1', [datasetId])
  await clone.ownerPool.query(
    'UPDATE history_schedule SET due_at = now(), ended_at = now() WHERE dataset_id = $1',
    [datasetId],
  )
  const { asked, run } = aRunner()
  await run()
  expect(asked[0]).toBeGreaterThan(FROM + DAY_MS - HOUR_MS)
})

test('a cancel ends it with its page, and what was fetched is not asked for again', async () => {
  const { datasetId, seen, count } = await aMarket('CANCELED')
  await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  const { asked, ctx } = aRunner(async () => {
    await cancelHistoryFetch(trader, { datasetId })
    await heard
  })
  const { promise: heard, resolve } = Promise.withResolvers<void>()
  let isTold = false
  const clock = {
    ...systemClock,
    // The venue answers once the watch has asked after the cancel, which is when it sleeps again.
    sleep: async (_ms: number, signal?: AbortSignal) => {
      if (isTold) resolve()
      else isTold = (await seen()).schedule?.isCanceling === true
      await systemClock.sleep(1, signal)
    },
  }
  await runDueFetch({ ...ctx, clock }, never)
  expect(asked).toHaveLength(1)
  expect((await seen()).schedule?.last).toMatchObject({ outcome: 'CANCELED', fetched: 1_000 })
  expect(await count()).toBe(1_000)
  await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  const next = aRunner()
  await next.run()
  expect(next.asked[0]).toBe(FROM + 1_000 * MINUTE_MS)
})

test('what a dead runner left is gone on with by another, and no two take one', async () => {
  const { datasetId, seen, count } = await aMarket('DEAD')
  await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  const stop = new AbortController()
  const dying = aRunner((page) => {
    if (page === 2) stop.abort(new Error('it dies'))
  })
  await dying.run(stop.signal)
  expect((await seen()).schedule).toMatchObject({ last: null })
  const other = aRunner()
  expect(await other.run()).toBe(false)
  await clone.ownerPool.query(
    `UPDATE history_schedule SET beat_at = now() - interval '1 minute' WHERE dataset_id = $1`,
    [datasetId],
  )
  const claims = await Promise.all(
    ['one', 'two'].map((runner) => database.unscoped((tx) => claimDueFetch(tx, runner))),
  )
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1)
  await clone.ownerPool.query(
    `UPDATE history_schedule SET beat_at = now() - interval '1 minute' WHERE dataset_id = $1`,
    [datasetId],
  )
  expect(await other.run()).toBe(true)
  expect(other.asked).toEqual([FROM + 2_000 * MINUTE_MS])
  expect(await count()).toBeGreaterThanOrEqual(2_880)
})

test('a venue that does not answer is told of, and asked again at the next time', async () => {
  const { datasetId, seen } = await aMarket('SILENT')
  await scheduleHistory(trader, { datasetId, cron: HOURLY, fromAt: FROM })
  await aRunner(() => Promise.reject(new Error('no answer'))).run()
  const { schedule } = await seen()
  expect(schedule).toMatchObject({ progress: null, last: { outcome: 'FAILED', fetched: 0 } })
  await unscheduleHistory(trader, { datasetId })
  expect((await seen()).schedule).toBeNull()
})

test.each([
  [{ cron: 'daily' }, 'cron: expected five fields such as "15 * * * *", found "daily"'],
  [{ fromAt: unixMsOf(Date.now() + DAY_MS) }, 'fromAt: expected a time that has been'],
  [{ fromAt: unixMsOf(0) }, 'fromAt: expected at most 3660 days ago'],
])('%j is refused by name', async (changes, told) => {
  const wish = { datasetId: 1, cron: HOURLY, fromAt: FROM, ...changes }
  await expect((async () => scheduleHistory(trader, wish))()).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(told),
  })
})

test('candles of a longer timeframe are not fetched, and what nobody sees is not there', async () => {
  const instrumentId = await createInstrument(database, 'HOURS-USDT')
  const series = { instrumentId, source: 'sim', timeframe: '1h' } as const
  const datasetId = await database.unscoped((tx) => ensureDataset(tx, series))
  const wish = { cron: HOURLY, fromAt: FROM }
  await expect(scheduleHistory(trader, { ...wish, datasetId })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  await expect(scheduleHistory(trader, { ...wish, datasetId: 999_999 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
