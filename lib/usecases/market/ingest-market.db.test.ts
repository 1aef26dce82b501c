import { afterAll, expect, test } from 'vitest'
import { assetIdOf, type InstrumentId, instrumentIdOf, venueIdOf } from '#core/market/instrument.ts'
import { parseAmount, parsePrice, parseQuantity } from '#core/money/money.ts'
import { DAY_MS, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueCandle, VenuePublic } from '#ports/venue.ts'
import type { MarketLabel } from '#ports/venue-keys.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { openDatabase } from '#store/database.ts'
import { readVenues } from '#store/read-venues.ts'
import { testDatabase } from '#test/database.ts'
import { silentLog } from '#test/silent-log.ts'
import { CANDLES_PER_REQUEST, HISTORY_MS, ingestCandles } from './ingest-candles.ts'
import { ingestQuotes } from './ingest-quotes.ts'
import { syncInstruments } from './sync-instruments.ts'
import { syncMarketLabel } from './sync-market-label.ts'

const clone = await testDatabase()
let now = unixMsOf(Date.UTC(2026, 10, 21, 12, 0, 30))
const clock = { ...systemClock, now: () => now }
const database = openDatabase({
  url: clone.appUrl,
  applicationName: 'ingest-test',
  connectionsMax: 2,
  clock,
  dice: systemDice,
  log: silentLog,
})
const ctx = { database, clock }
afterAll(async () => {
  await database.close()
  await clone[Symbol.asyncDispose]()
})

const BTC = instrumentIdOf({
  venueId: venueIdOf('sim'),
  base: assetIdOf('BTC'),
  quote: assetIdOf('USDT'),
})

/** A venue whose candles begin `historyMs` ago and whose open price is the minute's number. */
function venueWith({
  historyMs,
  quoteAt = now,
}: {
  historyMs: number
  quoteAt?: UnixMs
}): VenuePublic {
  const firstMinute = Math.floor((now - historyMs) / MINUTE_MS)
  return {
    venueId: venueIdOf('sim'),
    fetchInstruments: async () => [
      {
        id: BTC,
        venueId: venueIdOf('sim'),
        base: assetIdOf('BTC'),
        quote: assetIdOf('USDT'),
        venueSymbol: 'BTCUSDT',
        priceTick: parsePrice('0.01'),
        quantityLot: parseQuantity('0.00001'),
        quantityMin: parseQuantity('0.00001'),
        quantityMax: parseQuantity('9000'),
        notionalMin: parseAmount('5'),
        notionalMax: null,
        priceBandBps: 500,
        isTrading: true,
      },
    ],
    fetchQuotes: async () => [
      {
        instrumentId: BTC,
        bid: parsePrice(String(quoteAt)),
        ask: null,
        last: null,
        open24h: null,
        volume24h: null,
        venueAt: quoteAt,
      },
    ],
    fetchCandles: async ({ since, limit }) => {
      const from = Math.max(firstMinute, Math.ceil(since / MINUTE_MS))
      const to = Math.min(from + limit - 1, Math.floor(now / MINUTE_MS))
      const candles: VenueCandle[] = []
      for (let minute = from; minute <= to; minute++) {
        const openAt = unixMsOf(minute * MINUTE_MS)
        candles.push({ openAt, open: minute, high: minute, low: minute, close: minute, volume: 1 })
      }
      return candles
    },
    close: async () => {},
  }
}

async function storedCandles(): Promise<{ count: number; minutes: number }> {
  const { rows } = await clone.ownerPool.query(
    `SELECT count(*)::int AS count, coalesce(extract(epoch FROM max(open_at) - min(open_at)) / 60 + 1, 0)::int AS minutes
       FROM candle`,
  )
  return rows[0]
}

async function ingestAll(venue: VenuePublic, instrumentId: InstrumentId): Promise<number> {
  for (let calls = 1; calls < 100; calls++) {
    if ((await ingestCandles(ctx, { venue, instrumentId })).isComplete) return calls
  }
  return Number.POSITIVE_INFINITY
}

test('what a venue lists is known, and what it lists no longer stops trading', async () => {
  const venue = { id: 'sim', name: 'Simulated exchange', kind: 'simulated' } as const
  const publicVenue = venueWith({ historyMs: DAY_MS })
  expect(await syncInstruments(ctx, { venue, publicVenue })).toBe(1)
  await syncInstruments(ctx, {
    venue,
    publicVenue: { ...publicVenue, fetchInstruments: async () => [] },
  })
  const { rows } = await clone.ownerPool.query(
    'SELECT id, price_tick::text, is_trading FROM instrument',
  )
  expect(rows).toEqual([{ id: BTC, price_tick: '0.010000000000000000', is_trading: false }])
  await syncInstruments(ctx, { venue, publicVenue })
})

test('an older quote never replaces a newer one', async () => {
  await ingestQuotes(ctx, venueWith({ historyMs: DAY_MS }))
  await ingestQuotes(ctx, venueWith({ historyMs: DAY_MS, quoteAt: unixMsOf(now - 1) }))
  const { rows } = await clone.ownerPool.query('SELECT bid::text FROM quote')
  expect(rows).toEqual([{ bid: `${now}.000000000000000000` }])
})

test('a month of candles arrives page by page without a gap, and a later call takes only what is new', async () => {
  const venue = venueWith({ historyMs: 2 * HISTORY_MS })
  const pages = HISTORY_MS / MINUTE_MS / CANDLES_PER_REQUEST
  expect(await ingestAll(venue, BTC)).toBeLessThanOrEqual(Math.ceil(pages) + 2)
  const { count, minutes } = await storedCandles()
  expect(count).toBe(minutes)
  expect(minutes).toBe(HISTORY_MS / MINUTE_MS + 1)
  now = unixMsOf(now + 3 * MINUTE_MS)
  await ingestAll(venue, BTC)
  expect(await storedCandles()).toEqual({ count: minutes + 3, minutes: minutes + 3 })
})

test('a venue with a short history is complete with what it has', async () => {
  await clone.ownerPool.query('TRUNCATE candle')
  expect(await ingestAll(venueWith({ historyMs: 90 * MINUTE_MS }), BTC)).toBeLessThan(5)
  expect(await storedCandles()).toEqual({ count: 91, minutes: 91 })
})

test('a venue that does not answer changes nothing', async () => {
  const before = await storedCandles()
  const silent = {
    ...venueWith({ historyMs: DAY_MS }),
    fetchCandles: () => Promise.reject(new Error('no answer')),
  }
  await expect(ingestCandles(ctx, { venue: silent, instrumentId: BTC })).rejects.toThrow(
    'no answer',
  )
  expect(await storedCandles()).toEqual(before)
})

test('a market that replays a recording says so of its instruments, until it does no longer', async () => {
  const told = async (label: MarketLabel | null) => {
    const paperDesk = { describeMarket: async () => label }
    await syncMarketLabel({ database, paperDesk }, venueIdOf('sim'))
    const venues = await database.unscoped(readVenues)
    return venues.find(({ id }) => id === 'sim')?.marketLabel
  }
  await syncInstruments(ctx, {
    venue: { id: 'sim', name: 'Simulated exchange', kind: 'simulated' },
    publicVenue: venueWith({ historyMs: DAY_MS }),
  })
  const text = 'replay of 2025-04-03'
  expect(await told({ text, venueSymbols: ['BTCUSDT', 'XYZUSDT'] })).toEqual({
    text,
    instrumentIds: [BTC],
  })
  expect(await told(null)).toBeNull()
})
