import { expect, test } from 'vitest'
import { aggregateCandles, type Candle, TIMEFRAMES } from '#core/market/candle.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { ensureCandleMonths, ensureDataset, upsertCandles } from './candles.ts'
import { type CandleRange, readCandles } from './read-candles.ts'

const { database } = await openTestDatabase()
const btc = await createInstrument(database)
const startAt = Date.UTC(2026, 10, 19, 22, 57)
/** Two days of minutes, with a gap of three hours, over the end of a day. */
const minutes: Candle[] = Array.from({ length: 2 * 24 * 60 }, (_, index) => index)
  .filter((index) => index < 600 || index >= 780)
  .map((index) => ({
    openAt: at(startAt + index * MINUTE_MS),
    open: 100 + (index % 7),
    high: 120 + (index % 11),
    low: 80 - (index % 13),
    close: 101 + (index % 5),
    volume: 0.1 * (index % 3),
  }))
await database.unscoped(async (tx) => {
  const datasetId = await ensureDataset(tx, { instrumentId: btc, source: 'sim' })
  await ensureCandleMonths(
    tx,
    minutes.map(({ openAt }) => openAt),
  )
  await upsertCandles(tx, { datasetId, candles: minutes })
})

const read = (range: Partial<CandleRange>) =>
  database.unscoped((tx) =>
    readCandles(tx, { instrumentId: btc, timeframe: '1m', limit: 10_000, ...range }),
  )

test.each(TIMEFRAMES)(
  '%s candles are what the core makes of the same minutes',
  async (timeframe) => {
    expect(await read({ timeframe })).toEqual(
      aggregateCandles(minutes, timeframe).map((candle) => ({
        ...candle,
        volume: expect.closeTo(candle.volume, 9),
      })),
    )
  },
)

test('a range holds the candles that open in it, whole', async () => {
  const hours = aggregateCandles(minutes, '1h')
  const from = hours[3]?.openAt ?? at(0)
  const to = hours[6]?.openAt ?? at(0)
  const opens = (candles: readonly Candle[]) => candles.map(({ openAt }) => openAt)
  expect(opens(await read({ timeframe: '1h', from, to }))).toEqual(opens(hours.slice(3, 6)))
  expect(opens(await read({ timeframe: '1h', from: at(from + 1), to: at(to + 1) }))).toEqual(
    opens(hours.slice(4, 7)),
  )
})

test('a limit keeps the newest candles, oldest first', async () => {
  expect(await read({ limit: 3 })).toEqual(minutes.slice(-3))
})

test('an instrument without candles has none', async () => {
  const instrumentId = await createInstrument(database, 'ETH-USDT')
  expect(await read({ instrumentId })).toEqual([])
})

test('a silence longer than a page hides nothing behind it: reading back goes on before it', async () => {
  const afterSilence = minutes[600]?.openAt ?? at(0)
  const page = await read({ to: afterSilence, limit: 60 })
  expect(page.map(({ openAt }) => openAt)).toEqual(
    minutes.slice(540, 600).map(({ openAt }) => openAt),
  )
  expect(await read({ to: minutes[0]?.openAt, limit: 60 })).toEqual([])
})
