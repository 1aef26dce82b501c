import { expect, test } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import type { VenueCandle, VenuePublic } from '#ports/venue.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { createInstrument } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { fetchHistory, type HistoryProgress } from './fetch-history.ts'

const { database } = await openTestDatabase()
const listed = new Set<string>()
const START = Date.UTC(2026, 9, 30)
const NOW = at(START + 5_000 * MINUTE_MS + 30_000)
const minute = (index: number) => unixMsOf(START + index * MINUTE_MS)

/** A venue that gives at most `pageMax` candles, none in minutes that `isQuiet` names. */
function venueOf({ pageMax = 1_000, isQuiet = (_index: number) => false, brokenAt = -1 }) {
  const asked: number[] = []
  let answers = 0
  const fetchCandles: VenuePublic['fetchCandles'] = async ({ since, limit }) => {
    const first = Math.ceil((since - START) / MINUTE_MS)
    asked.push(first)
    answers += 1
    if (answers === brokenAt) throw new Error('the venue does not answer')
    const candles: VenueCandle[] = []
    for (let i = first; candles.length < Math.min(limit, pageMax) && minute(i) <= NOW; i++) {
      if (!isQuiet(i))
        candles.push({ openAt: minute(i), open: 2, high: 3, low: 1, close: 2, volume: i })
    }
    return candles
  }
  const unused = () => Promise.reject(new Error('not asked for'))
  const venue: VenuePublic = {
    venueId: parseInstrumentId('sim:A-B').venueId,
    fetchCandles,
    fetchInstruments: unused,
    fetchQuotes: unused,
    close: async () => undefined,
  }
  return { venue, asked }
}

async function fetchInto(
  name: string,
  venue: VenuePublic,
  wish: { from?: number; to?: number; stopAfter?: number } = {},
) {
  const instrumentId = instrumentIdOf(parseInstrumentId(`sim:${name}-USDT`))
  if (!listed.has(name)) await createInstrument(database, `${name}-USDT`)
  listed.add(name)
  const stop = new AbortController()
  const progress: HistoryProgress[] = []
  const done = await fetchHistory(
    { database, clock: clockAt(NOW) },
    {
      venue,
      instrumentId,
      from: minute(wish.from ?? 0),
      to: minute(wish.to ?? 3_000),
      signal: stop.signal,
      onProgress: (told) => {
        progress.push(told)
        if (progress.length === wish.stopAfter) stop.abort()
      },
    },
  )
  const bars = await database.unscoped((tx) =>
    readDatasetBars(tx, { datasetId: done.datasetId, timeframeMs: MINUTE_MS }),
  )
  return { done, progress, minutes: [...bars.openAt].map((time) => (time - START) / MINUTE_MS) }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

test('a range is fetched page by page, and how much is left is told', async () => {
  const { venue, asked } = venueOf({})
  const { done, progress, minutes } = await fetchInto('WHOLE', venue)
  expect(done).toMatchObject({ kind: 'done', fetched: 3_000, refused: 0 })
  expect(asked).toEqual([0, 1_000, 2_000])
  expect(minutes).toEqual(range(0, 3_000))
  expect(progress.map(({ minutesLeft }) => minutesLeft)).toEqual([2_000, 1_000, 0])
})

test('canceled, it keeps what it has, and the next call asks for the rest alone', async () => {
  const { venue, asked } = venueOf({})
  const stopped = await fetchInto('STOPPED', venue, { stopAfter: 1 })
  expect(stopped.done).toMatchObject({ kind: 'canceled', fetched: 1_000 })
  expect(stopped.minutes).toEqual(range(0, 1_000))
  const { done, minutes } = await fetchInto('STOPPED', venue)
  expect(done).toMatchObject({ kind: 'done', fetched: 2_000 })
  expect(asked).toEqual([0, 1_000, 2_000])
  expect(minutes).toEqual(range(0, 3_000))
})

test('a venue that falls silent loses nothing that was told', async () => {
  const { venue, asked } = venueOf({ brokenAt: 3 })
  await expect(fetchInto('SILENT', venue)).rejects.toThrow('does not answer')
  expect((await fetchInto('SILENT', venue)).minutes).toEqual(range(0, 3_000))
  expect(asked).toEqual([0, 1_000, 2_000, 2_000])
})

test('a hole in what is there is filled, and nothing else is asked for', async () => {
  const { venue, asked } = venueOf({})
  await fetchInto('HOLE', venue, { from: 0, to: 1_000 })
  await fetchInto('HOLE', venue, { from: 1_500, to: 3_000 })
  asked.length = 0
  expect((await fetchInto('HOLE', venue)).minutes).toEqual(range(0, 3_000))
  expect(asked).toEqual([1_000])
})

test('short pages, quiet hours and the minute that still runs are no end', async () => {
  const isQuiet = (index: number) => index >= 700 && index < 2_900
  const { venue } = venueOf({ pageMax: 300, isQuiet })
  const { done, minutes } = await fetchInto('QUIET', venue, { to: 9_999 })
  expect(done.kind).toBe('done')
  expect(minutes).toEqual([...range(0, 700), ...range(2_900, 5_000)])
})
