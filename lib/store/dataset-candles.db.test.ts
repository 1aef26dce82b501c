import { expect, test } from 'vitest'
import { BAR_COLUMNS, type Bars, makeBars, sliceBars } from '#core/market/bars.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { ensureDataset } from './candles.ts'
import { readDatasetBars, storeBars } from './dataset-candles.ts'

const { database } = await openTestDatabase()
const btc = await createInstrument(database)
/** Over the end of a year and of a month, from before the year 2000 on. */
const START = Date.UTC(1999, 11, 30)

function someBars(length: number, offset = 0): Bars {
  const bars = makeBars(length, MINUTE_MS)
  for (let i = 0; i < length; i++) {
    bars.openAt[i] = START + (offset + i) * MINUTE_MS
    bars.open[i] = 0.1 + i
    bars.high[i] = 1e12 + i / 3
    bars.low[i] = 1e-12 * (i + 1)
    bars.close[i] = Math.PI * (i + 1)
    bars.volume[i] = i % 3
  }
  return bars
}

async function newDataset(source: string): Promise<number> {
  return database.unscoped((tx) => ensureDataset(tx, { instrumentId: btc, source }))
}

const store = (datasetId: number, bars: Bars, areNew: boolean) =>
  database.unscoped((tx) => storeBars(tx, { datasetId, bars, areNew }))

const read = (datasetId: number, range: { from?: number; to?: number } = {}) =>
  database.unscoped((tx) =>
    readDatasetBars(tx, {
      datasetId,
      timeframeMs: MINUTE_MS,
      from: range.from === undefined ? undefined : unixMsOf(range.from),
      to: range.to === undefined ? undefined : unixMsOf(range.to),
    }),
  )

function expectSame(found: Bars, expected: Bars): void {
  const differing = BAR_COLUMNS.filter((column) =>
    expected[column].some((value, i) => !Object.is(value, found[column][i])),
  )
  expect([found.length, differing]).toEqual([expected.length, []])
}

test.each([
  ['copied', true],
  ['put among others', false],
])('candles that are %s come back to the last bit, over months and pages', async (how, areNew) => {
  const datasetId = await newDataset(how)
  const bars = someBars(areNew ? 101_000 : 21_000)
  await store(datasetId, bars, areNew)
  expectSame(await read(datasetId), bars)
})

test('a range holds the candles that open in it', async () => {
  const datasetId = await newDataset('range')
  const bars = someBars(10)
  await store(datasetId, bars, true)
  const found = await read(datasetId, { from: START + 2 * MINUTE_MS, to: START + 5 * MINUTE_MS })
  expectSame(found, sliceBars(bars, 2, 5))
  expect((await read(datasetId, { from: START + 10 * MINUTE_MS })).length).toBe(0)
})

test('candles put among others replace those of their time', async () => {
  const datasetId = await newDataset('replaced')
  await store(datasetId, someBars(10), true)
  await store(datasetId, someBars(10, 5), false)
  const found = await read(datasetId)
  expect(found.length).toBe(15)
  expect([...found.volume]).toEqual([0, 1, 2, 0, 1, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0])
})

test('a copy that breaks a rule says which, stores nothing and leaves the connection fit', async () => {
  const datasetId = await newDataset('twice')
  const bars = someBars(3_000)
  bars.openAt[2_999] = START
  await expect(store(datasetId, bars, true)).rejects.toThrow('duplicate key')
  expect((await read(datasetId)).length).toBe(0)
})

test('a copy whose rows cannot be made fails with their reason', async () => {
  function* broken(): Generator<Buffer> {
    yield Buffer.from('PGCOPY')
    throw new Error('the file ended')
  }
  const copy = database.unscoped((tx) =>
    tx.copyIn('COPY candle FROM STDIN (FORMAT binary)', broken()),
  )
  await expect(copy).rejects.toThrow('the file ended')
  expect(await database.unscoped((tx) => tx.query({ text: 'SELECT 1 AS one' }))).toEqual([
    { one: 1 },
  ])
})
