import { describe, expect, test } from 'vitest'
import { makeHistory } from '../make-history.ts'
import { createMarket } from '../market.ts'
import { createBookPort, EIGHT_SYMBOLS } from '../testing/book-port.ts'
import { capturePath, hasCaptures } from '../testing/captures.ts'
import { openFeed } from './open-feed.ts'
import { HELD_GAP_MS_MAX } from './price-path.ts'
import type { Recording } from './read-recording.ts'
import { createReplayFeed } from './replay-feed.ts'
import { feedStartPrices } from './start-prices.ts'

const MINUTE_MS = 60_000
const FIRST_AT = Date.UTC(2025, 3, 3, 23, 58)
const START_AT = Date.UTC(2026, 0, 1)
const [bitcoin] = EIGHT_SYMBOLS

function play(rows: readonly (readonly number[])[], kind: Recording['kind'] = 'candles') {
  if (bitcoin === undefined) throw new Error('the first symbol is BTC')
  return createReplayFeed({
    symbol: bitcoin,
    fileName: 'file.csv',
    recording: { kind, rows, invalidRows: 2 },
  })
}

const minute = (i: number, ...prices: number[]) => [FIRST_AT + i * MINUTE_MS, ...prices]

describe('a replay of candles', () => {
  const feed = play([minute(0, 100, 130, 90, 120), minute(1, 125, 128, 80, 82)])

  test('walks open, low, high, close when rising and open, high, low, close when falling', () => {
    const pricesAt = (...seconds: number[]) => seconds.map((s) => feed.priceAfter(s * 1_000))
    expect(pricesAt(0, 10, 20, 30, 40, 50)).toEqual([100, 95, 90, 110, 130, 125])
    expect(pricesAt(60, 70, 80, 90, 100)).toEqual([125, 126.5, 128, 104, 80])
  })

  test('plays once, and is over at the end of the last candle', () => {
    expect(feed.durationMs).toBe(2 * MINUTE_MS)
    expect(feed.priceAfter(2 * MINUTE_MS - 1)).toBeCloseTo(82, 2)
    expect(feed.priceAfter(2 * MINUTE_MS)).toBeNull()
  })

  test('knows which recorded moment is playing', () => {
    expect([feed.firstAt, feed.lastAt]).toEqual([FIRST_AT, FIRST_AT + 2 * MINUTE_MS])
    expect(feed.recordedAt(90_000)).toBe(FIRST_AT + 90_000)
    expect(feed.recordedAt(9 * MINUTE_MS)).toBe(FIRST_AT + 2 * MINUTE_MS)
  })

  test('holds the price through a short gap, jumps over a long one, and counts both', () => {
    const flat = (i: number, price: number) => minute(i, price, price, price, price)
    const longGap = HELD_GAP_MS_MAX / MINUTE_MS + 1
    const gappy = play([flat(0, 100), flat(1, 101), flat(4, 104), flat(5 + longGap, 200)])
    expect(gappy.priceAfter(3 * MINUTE_MS)).toBe(101)
    expect(gappy.priceAfter(4 * MINUTE_MS)).toBe(104)
    expect(gappy.priceAfter(5 * MINUTE_MS)).toBe(200)
    expect(gappy.flaws).toEqual({
      rows: 4,
      invalidRows: 2,
      duplicateRows: 0,
      outOfOrderRows: 0,
      gaps: 2,
      missingBars: 2 + longGap,
      skippedMs: longGap * MINUTE_MS,
    })
  })

  test('sorts rows that stand out of order and keeps the first of two with one time, and says so', () => {
    const rows = [minute(1, 125, 128, 80, 82), minute(0, 100, 130, 90, 120), minute(1, 9, 9, 9, 9)]
    const sorted = play(rows)
    expect(sorted.priceAfter(0)).toBe(100)
    expect(sorted.priceAfter(MINUTE_MS)).toBe(125)
    expect(sorted.flaws).toMatchObject({ rows: 2, duplicateRows: 1, outOfOrderRows: 1 })
  })

  test('is refused for an instrument whose tick is too coarse for its prices', () => {
    expect(() => play([minute(0, 0.5, 0.5, 0.5, 0.5)])).toThrow(
      /expected prices of at least 100 ticks of 0.01 for BTC-USDT, found 0.5; name another symbol/,
    )
  })
})

test('a replay of trades holds each price until the next, and keeps trades of one moment', () => {
  const feed = play([minute(0, 100), minute(0, 101), minute(1, 102), minute(2, 103)], 'trades')
  expect(feed.priceAfter(0)).toBe(101)
  expect(feed.priceAfter(MINUTE_MS - 1)).toBe(101)
  expect(feed.priceAfter(MINUTE_MS)).toBe(102)
  expect(feed.flaws).toMatchObject({ rows: 4, duplicateRows: 0, gaps: 0 })
})

describe('a market that replays', () => {
  const feed = play(
    Array.from({ length: 4 }, (_, i) => minute(i, 80_000 + i, 80_200, 79_900, 80_000 + i)),
  )
  const open = () => {
    const port = createBookPort(EIGHT_SYMBOLS)
    const market = createMarket({ port, seed: 1, startAt: START_AT, feed })
    const middle = () => ((port.bestBid('BTCUSDT') ?? 0) + (port.bestAsk('BTCUSDT') ?? 0)) / 2 / 100
    return { port, market, middle }
  }

  test('quotes around the recorded price, and simulates what the file does not speak of', () => {
    const { port, market, middle } = open()
    for (let elapsed = 250; elapsed < feed.durationMs; elapsed += 250) {
      market.step(START_AT + elapsed)
      expect(Math.abs(middle() - (feed.priceAfter(elapsed) ?? 0))).toBeLessThan(40)
    }
    expect(port.bestBid('ETHUSDT')).toBeGreaterThan(0)
  })

  test('says which recorded day is playing, and afterwards that it is simulated since', () => {
    const { market } = open()
    market.step(START_AT + 1_000)
    expect(market.describe()).toEqual({
      kind: 'replay',
      label: 'replay of 2025-04-03',
      symbol: 'BTCUSDT',
      file: 'file.csv',
      state: 'playing',
      playedAt: FIRST_AT + 1_000,
      firstAt: FIRST_AT,
      lastAt: FIRST_AT + 4 * MINUTE_MS,
      flaws: feed.flaws,
    })
    market.step(START_AT + 3 * MINUTE_MS)
    expect(market.describe()).toMatchObject({ label: 'replay of 2025-04-04' })
    market.step(START_AT + 5 * MINUTE_MS)
    expect(market.describe()).toMatchObject({
      label: 'replay of 2025-04-04, ended; simulated since',
      state: 'ended',
    })
  })

  test('carries on from the last price when the file is over', () => {
    const { market, middle } = open()
    market.step(START_AT + feed.durationMs - 250)
    const before = middle()
    market.step(START_AT + feed.durationMs)
    expect(Math.abs(middle() / before - 1)).toBeLessThan(0.002)
    const prices = new Set<number>()
    for (let i = 1; i <= 60; i += 1) {
      market.step(START_AT + feed.durationMs + i * 1_000)
      prices.add(middle())
    }
    expect(prices.size).toBeGreaterThan(10)
  })

  test('has a made history that ends at the first recorded price', () => {
    const history = makeHistory({
      symbols: EIGHT_SYMBOLS,
      seed: 1,
      endAt: START_AT,
      minutes: 10,
      endPrices: feedStartPrices(feed),
    })
    expect([...(history.get('BTCUSDT') ?? [])].at(-1)?.close).toBe('80000.00')
  })
})

test('a file that is not there is refused in words', async () => {
  await expect(openFeed('nowhere/BTCUSDT.csv', EIGHT_SYMBOLS)).rejects.toThrow(
    /expected a readable file .* ENOENT.*; check the path after --feed/,
  )
})

describe.skipIf(!hasCaptures)('real recordings (need ../shared/data)', () => {
  test.each([
    ['ohlcv/bybit_BTCUSDT_5m_2025.csv.gz', '', '81794.8', 25_920, 0, 0],
    ['ohlcv/bybit_DOGEUSDT_1m_2025.csv.gz', '', '0.19701', 43_200, 0, 0],
    ['ohlcv/coinbase_BTCUSD_1s_20161007.csv.gz', ':BTC-USDT', '611.78', 4_063, 3_799, 82_332],
    ['ohlcv/fxcm_GBPUSD_1m_bid_2012-02.csv.gz', ':SOL-USDT', '1.57597', 30_117, 111, 11_644],
    ['ticks/freqtrade_orderflow_public_trades_list.csv.gz', ':ETH-USDT', '1666.8', 1_000, 0, 0],
    ['ticks/gct_binance_BTCUSDT_trades_2020-11-16.csv', '', '15993.5', 1_000, 0, 0],
  ])('%s%s opens with the counts its source states', async (...row) => {
    const [path, symbol, startPrice, rows, gaps, missingBars] = row
    expect(await openFeed(capturePath(path) + symbol, EIGHT_SYMBOLS)).toMatchObject({
      kind: 'replay',
      startPrice,
      flaws: { rows, gaps, missingBars, invalidRows: 0, duplicateRows: 0, outOfOrderRows: 0 },
    })
  })

  test.each([
    'dirty/emanuel_BTCUSDT_1h_localtz.csv.gz',
    'dirty/erma0x_BTCUSDT_1h_descending.csv.gz',
    'dirty/gct_binance_BTCUSDT_24h_2019.csv',
    'dirty/stockindicators_bad.csv',
    'dirty/stockindicators_zeros.csv',
  ])('%s is refused rather than guessed at', async (path) => {
    await expect(openFeed(`${capturePath(path)}:BTC-USDT`, EIGHT_SYMBOLS)).rejects.toThrow(
      /expected candles as CSV with the header .* found a first line/,
    )
  })
})
