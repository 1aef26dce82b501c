import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKlines } from './klines.ts'
import { MINUTE_MS, MinuteCandles } from './minute-candles.ts'

const START_AT = 1_700_000_040_000

test('trades make the candle of their minute', () => {
  const candles = new MinuteCandles()
  candles.addTrade(START_AT + 1, 100, 5, false)
  candles.addTrade(START_AT + 2, 120, 1, true)
  candles.addTrade(START_AT + 3, 90, 2, true)
  expect(candles.at(0)).toEqual({
    openAt: START_AT,
    open: 100,
    high: 120,
    low: 90,
    close: 90,
    lots: 8,
    tickLots: 800n,
    trades: 3,
    buyLots: 5,
    buyTickLots: 500n,
  })
})

test('a minute without a trade repeats the close with no volume', () => {
  const candles = new MinuteCandles()
  candles.addTrade(START_AT, 100, 1, false)
  candles.addTrade(START_AT + 2 * MINUTE_MS, 130, 1, false)
  expect(candles.at(1)).toMatchObject({ open: 100, high: 100, low: 100, close: 100, lots: 0 })
  expect(candles.at(2)).toMatchObject({ open: 130, high: 130, low: 130, close: 130 })
})

test('candles of every interval hold exactly the trades of their time', () => {
  const trade = fc.record({
    minute: fc.integer({ min: 0, max: 200 }),
    ticks: fc.integer({ min: 1, max: 1_000 }),
    lots: fc.integer({ min: 1, max: 50 }),
  })
  fc.assert(
    fc.property(
      fc.array(trade, { minLength: 1, maxLength: 80 }),
      fc.constantFrom('1m', '3m', '15m', '1h', '1d', '1w', '1M'),
      (list, interval) => {
        const trades = list.sort((a, b) => a.minute - b.minute)
        const candles = new MinuteCandles()
        for (const { minute, ticks, lots } of trades) {
          candles.addTrade(START_AT + minute * MINUTE_MS, ticks, lots, false)
        }
        const klines = readKlines(candles, { interval, limit: 1_000 })
        for (const kline of klines) {
          const own = trades.filter(({ minute }) => {
            const at = START_AT + minute * MINUTE_MS
            return at >= kline.openAt && at <= kline.closeAt
          })
          expect(kline.lots).toBe(own.reduce((sum, it) => sum + it.lots, 0))
          if (own.length > 0) expect(kline.close).toBe(own.at(-1)?.ticks)
        }
        const total = klines.reduce((sum, it) => sum + it.trades, 0)
        expect(total).toBe(trades.length)
        const follows = klines.slice(1).map((it) => it.openAt)
        expect(follows).toEqual(klines.slice(0, -1).map((it) => it.closeAt + 1))
      },
    ),
    { numRuns: 100 },
  )
})

test('klines go forward from a start and back from the present', () => {
  const candles = new MinuteCandles()
  for (let i = 0; i < 30; i++) candles.addTrade(START_AT + i * MINUTE_MS, 100 + i, 1, false)
  const minute = { interval: '1m', limit: 3 }
  const opens = (startAt?: number, endAt?: number) =>
    readKlines(candles, { ...minute, startAt, endAt }).map((it) => it.open)
  expect(opens()).toEqual([127, 128, 129])
  expect(opens(START_AT + 1)).toEqual([101, 102, 103])
  expect(opens(undefined, START_AT + 5 * MINUTE_MS)).toEqual([103, 104, 105])
  expect(opens(START_AT, START_AT + MINUTE_MS)).toEqual([100, 101])
})
