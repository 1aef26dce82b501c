import { describe, expect, test } from 'vitest'
import { type Bars, makeBars, sliceBars } from '#core/market/bars.ts'
import { inspectBars } from '#core/market/candle-file/inspect-bars.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { getDataset } from './get-dataset.ts'
import { type CandleImport, importCandles } from './import-candles.ts'
import { inspectHere } from './inspection.ts'
import { listDatasets } from './list-datasets.ts'
import { scanDataset } from './scan-dataset.ts'
import { SCAN_EVERY_MS, scanDueDatasets } from './scan-due-datasets.ts'

const { database } = await openTestDatabase()
const instrumentId = await createInstrument(database)
const firm = await createFirm(database)
const NOW = at(Date.UTC(2026, 10, 20))
const START = Date.UTC(2024, 0, 31, 23)
const ctx = { database, clock: clockAt(NOW), inspect: inspectHere }
const reader = { db: firm.db }

/** Minutes with one missing after the tenth. */
function minutes(length: number): Bars {
  const bars = makeBars(length, MINUTE_MS)
  for (let i = 0; i < length; i++) {
    bars.openAt[i] = START + (i < 10 ? i : i + 1) * MINUTE_MS
    bars.open[i] = 2
    bars.high[i] = 3
    bars.low[i] = 1
    bars.close[i] = 2.5
    bars.volume[i] = 1
  }
  return bars
}

function importOf(source: string, bars: Bars, more: Partial<CandleImport> = {}) {
  const report = inspectBars(bars)
  const file = { fileName: 'minutes.csv', hash: 'of the file' }
  return importCandles(ctx, {
    instrumentId,
    timeframe: '1m',
    source,
    ...file,
    bars,
    report,
    ...more,
  })
}

async function datasetOf(source: string) {
  const { items } = await listDatasets(reader)
  return items.find((item) => item.source === source)
}

describe('importing candles', () => {
  test('makes a dataset that is listed with what it is worth', async () => {
    const bars = minutes(100)
    const done = await importOf('listed', bars)
    expect(done).toEqual({ kind: 'imported', datasetId: expect.any(Number), isMerged: false })
    expect(await datasetOf('listed')).toEqual({
      datasetId: done.kind === 'imported' ? done.datasetId : 0,
      instrumentId,
      timeframe: '1m',
      source: 'listed',
      isPublic: true,
      schedule: null,
      keeping: { keepDays: null, dropped: null },
      firstAt: START,
      lastAt: START + 100 * MINUTE_MS,
      quality: { candles: 100, isFaulty: false, gaps: 1, gapBars: 1, reportedAt: NOW },
    })
  })

  test('keeps the report of the file and one of all candles, with every gap', async () => {
    await importOf('reported', minutes(100))
    const { datasetId = 0 } = (await datasetOf('reported')) ?? {}
    const { reports } = await getDataset(reader, { datasetId })
    const gap = START + 10 * MINUTE_MS
    const gaps = { count: 1, bars: 1, barsMax: 1, ranges: [{ firstAt: gap, lastAt: gap, bars: 1 }] }
    expect(reports).toMatchObject([
      { kind: 'SCAN', fileName: '', report: { candles: 100, gaps } },
      { kind: 'IMPORT', fileName: 'minutes.csv', hash: 'of the file', report: { gaps } },
    ])
    expect(reports[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('twice changes nothing; a file among others is merged and looked at as a whole', async () => {
    const bars = minutes(100)
    await importOf('merged', sliceBars(bars, 0, 10))
    await importOf('merged', sliceBars(bars, 20, 100))
    expect(await datasetOf('merged')).toMatchObject({
      quality: { candles: 90, gaps: 1, gapBars: 11 },
    })
    const filling = await importOf('merged', sliceBars(bars, 5, 30))
    expect(filling).toMatchObject({ kind: 'imported', isMerged: true })
    expect(await importOf('merged', bars)).toMatchObject({ isMerged: true })
    expect(await datasetOf('merged')).toMatchObject({
      quality: { candles: 100, gaps: 1, gapBars: 1 },
    })
  })

  test('of what nobody knows, or of nothing, is refused', async () => {
    const unknown = instrumentIdOf(parseInstrumentId('sim:NO-USDT'))
    const bars = minutes(3)
    expect(await importOf('refused', bars, { instrumentId: unknown })).toEqual({
      kind: 'denied',
      reason: 'NO_SUCH_INSTRUMENT',
    })
    expect(await importOf('refused', bars, { bars: sliceBars(bars, 0, 0) })).toEqual({
      kind: 'denied',
      reason: 'NO_CANDLES',
    })
    expect(await datasetOf('refused')).toBeUndefined()
  })
})

test('a scan sees what has come since', async () => {
  await importOf('scanned', minutes(20))
  const { datasetId = 0 } = (await datasetOf('scanned')) ?? {}
  await database.unscoped((tx) =>
    tx.query({
      text: 'UPDATE candle SET close = 1e6, high = 1e6 WHERE dataset_id = $1 AND open_at = to_timestamp($2::float8 / 1000)',
      values: [datasetId, START],
    }),
  )
  await database.unscoped((tx) =>
    tx.query({
      text: 'UPDATE candle SET low = 5 WHERE dataset_id = $1 AND open_at > to_timestamp($2::float8 / 1000)',
      values: [datasetId, START],
    }),
  )
  const report = await scanDataset(ctx, { datasetId })
  expect(report?.findings).toMatchObject([{ kind: 'OHLC_VIOLATION', count: 19 }, { kind: 'GAP' }])
  expect(await datasetOf('scanned')).toMatchObject({ quality: { isFaulty: true, candles: 1 } })
  expect(await scanDataset(ctx, { datasetId: 999_999 })).toBeNull()
})

test('what has grown is looked at once a day, what has not only once', async () => {
  const { signal } = new AbortController()
  const scanAt = (ms: number) => scanDueDatasets({ ...ctx, clock: clockAt(at(NOW + ms)) }, signal)
  await importOf('still', minutes(20))
  await importOf('growing', minutes(20))
  await scanAt(0)
  const { datasetId = 0 } = (await datasetOf('growing')) ?? {}
  const candle = makeBars(1, MINUTE_MS)
  candle.openAt[0] = NOW + MINUTE_MS
  for (const column of [candle.open, candle.high, candle.low, candle.close]) column[0] = 2
  await database.unscoped((tx) => storeBars(tx, { datasetId, bars: candle, areNew: true }))
  expect(await scanAt(SCAN_EVERY_MS - 1)).toBe(0)
  expect(await scanAt(SCAN_EVERY_MS)).toBe(1)
  expect(await datasetOf('growing')).toMatchObject({
    quality: { candles: 21, reportedAt: NOW + SCAN_EVERY_MS },
  })
  expect(await scanAt(2 * SCAN_EVERY_MS)).toBe(0)
})

test('a dataset that is not there, or of another firm, is nothing', async () => {
  const other = await createFirm(database, 'Another firm')
  const [theirs] = await other.db.write((tx) =>
    tx.query<{ id: number }>({
      text: `INSERT INTO dataset (organization_id, instrument_id, timeframe, source)
        VALUES ($1, $2, '1m', 'theirs') RETURNING id`,
      values: [other.organizationId, instrumentId],
    }),
  )
  for (const datasetId of [theirs?.id ?? 0, 999_999]) {
    await expect(getDataset(reader, { datasetId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  expect(await datasetOf('theirs')).toBeUndefined()
  const { dataset } = await getDataset({ db: other.db }, { datasetId: theirs?.id ?? 0 })
  expect(dataset).toMatchObject({ isPublic: false, quality: null, firstAt: null })
})
