import { expect, test } from 'vitest'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { barsOf } from '#core/market/bars.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { floorTo, HOUR_MS, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { saveSchedule } from '#store/history-schedules.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'
import { inspectHere } from './inspection.ts'
import { runDueFetch } from './run-due-fetch.ts'

const HOURS = 20
const { database } = await openTestDatabase()

test('a schedule brings the candles that the exchange itself tells, page after page', async () => {
  await using exchange = await startExchange({ agents: true })
  const parts = { clock: systemClock, log: silentLog }
  const venues = openVenues({ ...parts, simulatedUrl: exchange.restUrl })
  const instrumentId = await createInstrument(database)
  const fromAt = floorTo(unixMsOf(Date.now() - HOURS * HOUR_MS), HOUR_MS)
  const datasetId = await database.unscoped(async (tx) => {
    const id = await ensureDataset(tx, { instrumentId, source: 'sim' })
    await saveSchedule(tx, { datasetId: id, cron: '15 * * * *', fromAt, dueAt: fromAt })
    return id
  })
  const openVenuePublic = venues.openVenuePublic.bind(venues)
  const ctx = { database, ...parts, inspect: inspectHere, runner: 'this one', openVenuePublic }
  expect(await runDueFetch(ctx, new AbortController().signal)).toBe(true)
  const wish = { datasetId, timeframeMs: MINUTE_MS }
  const stored = await database.unscoped((tx) => readDatasetBars(tx, wish))
  const venue = await openVenuePublic(venueIdOf('sim'))
  const first = { instrumentId, timeframe: '1m', since: fromAt, limit: 1_000 } as const
  const told = await venue.fetchCandles(first)
  const rest = await venue.fetchCandles({ ...first, since: unixMsOf(fromAt + 1_000 * MINUTE_MS) })
  const last = stored.openAt.at(-1) ?? 0
  const all = [...told, ...rest].filter(({ openAt }) => openAt <= last)
  expect(all.length).toBeGreaterThan(1_000)
  expect(stored).toEqual(barsOf(all, MINUTE_MS))
  await venue.close()
})
