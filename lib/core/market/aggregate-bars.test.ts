import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time/time.ts'
import { hasMarketData, marketDataBytes } from '#test/market-data.ts'
import { aggregateBars } from './aggregate-bars.ts'
import { BAR_COLUMNS, type Bars, barsOf, sliceBars } from './bars.ts'
import { aggregateCandles, type Candle, TIMEFRAMES, timeframeMs } from './candle.ts'
import { readCandleFile } from './candle-file/read-candle-file.ts'
import { candlesFromTrades } from './candles-from-trades.ts'
import { MONTH_MS_MAX } from './timeframe-length.ts'

const START = Date.UTC(2024, 1, 27)

/** Minutes with holes between them, prices on a grid. */
const someMinutes = fc
  .array(
    fc.record({
      skip: fc.nat({ max: 400 }),
      prices: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 4, maxLength: 4 }),
      volume: fc.nat({ max: 1_000 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let at = START
    return steps.map(({ skip, prices, volume }) => {
      at += (1 + skip) * MINUTE_MS
      const [open = 1, close = 1] = prices
      return {
        openAt: at,
        open,
        high: Math.max(...prices),
        low: Math.min(...prices),
        close,
        volume,
      } as Candle
    })
  })

describe('aggregating bars', () => {
  test('gives what aggregating candles one by one gives, for every timeframe', () => {
    fc.assert(
      fc.property(someMinutes, fc.constantFrom(...TIMEFRAMES), (minutes, timeframe) => {
        const longer = aggregateBars(barsOf(minutes, MINUTE_MS), timeframeMs[timeframe])
        const { parts, ...bars } = longer
        const expected = barsOf(aggregateCandles(minutes, timeframe), timeframeMs[timeframe])
        expect(bars).toEqual(expected)
        expect(parts.reduce((sum, count) => sum + count, 0)).toBe(minutes.length)
      }),
    )
  })

  test('says nothing of a prefix that more bars change, but for the running bar', () => {
    fc.assert(
      fc.property(someMinutes, fc.nat({ max: 60 }), (minutes, cut) => {
        const all = aggregateBars(barsOf(minutes, MINUTE_MS), HOUR_MS)
        const prefix = aggregateBars(barsOf(minutes.slice(0, cut), MINUTE_MS), HOUR_MS)
        const closed = Math.max(0, prefix.length - 1)
        expect(columnsOf(prefix, closed)).toEqual(columnsOf(all, closed))
      }),
    )
  })

  test('weeks begin on Monday and months on their first day', () => {
    const days = barsOf(
      [0, 1, 2, 3, 4, 5, 6].map(
        (day) =>
          ({
            openAt: START + day * DAY_MS,
            open: 1,
            high: 1,
            low: 1,
            close: 1,
            volume: 1,
          }) as Candle,
      ),
      DAY_MS,
    )
    const opens = (lengthMs: number) =>
      [...aggregateBars(days, lengthMs).openAt].map((at) => new Date(at).toISOString().slice(0, 10))
    expect(opens(7 * DAY_MS)).toEqual(['2024-02-26', '2024-03-04'])
    expect(opens(MONTH_MS_MAX)).toEqual(['2024-02-01', '2024-03-01'])
  })

  test('a shorter timeframe and bars out of order are bugs of the caller', () => {
    const hours = barsOf([], HOUR_MS)
    expect(() => aggregateBars(hours, MINUTE_MS)).toThrow('to a longer timeframe')
  })
})

describe.skipIf(!hasMarketData)('real candles', () => {
  test.each(['BTCUSDT', 'ETHUSDT'])(
    'five minutes of %s give the venue’s own 15 minutes',
    (symbol) => {
      const shorter = read(`ohlcv/bybit_${symbol}_5m_2025.csv.gz`)
      const published = read(`ohlcv/bybit_${symbol}_15m_2025.csv.gz`)
      const longer = aggregateBars(shorter, 15 * MINUTE_MS)
      const whole = [...longer.parts.keys()].filter((i) => longer.parts[i] === 3)
      const row = new Map([...published.openAt].map((at, i) => [at, i]))
      const differing = whole.filter((i) => {
        const other = row.get(longer.openAt[i] as number) ?? -1
        return BAR_COLUMNS.some((column) => {
          const [ours = 0, theirs = 0] = [longer[column][i], published[column][other]]
          // Volumes have at most three places, and sums of numbers a rounding more.
          return column === 'volume' ? Math.abs(ours - theirs) > 1e-6 : ours !== theirs
        })
      })
      expect([whole.length, differing]).toEqual([8_639, []])
    },
  )

  test('trades of XRP/ETH give its minutes in every minute that has one', () => {
    const raw = JSON.parse(
      new TextDecoder().decode(marketDataBytes('ticks/freqtrade_XRP_ETH_trades.json.gz')),
    ) as readonly [number, string, null, string, number, number, number][]
    const trades = raw.map(([at, , , , price, amount]) => ({ at, price, amount }))
    const made = candlesFromTrades(trades, MINUTE_MS)
    const published = read('ohlcv/freqtrade_XRPETH_1m.csv.gz')
    const traded = [...published.openAt.keys()].filter((i) => (published.volume[i] ?? 0) > 0)
    expect(made.length).toBe(traded.length)
    const differing = traded.filter((row, i) =>
      BAR_COLUMNS.some((column) => {
        const [ours = 0, theirs = 0] = [made[column][i], published[column][row]]
        return column === 'volume' ? Math.abs(ours - theirs) > 1e-6 : ours !== theirs
      }),
    )
    expect([raw.length, differing]).toEqual([7_913, []])
  })
})

function read(file: string): Bars {
  return readCandleFile(marketDataBytes(file), { timeframeClaimed: null }).bars
}

function columnsOf(bars: Bars, length: number) {
  const { openAt, open, high, low, close, volume } = sliceBars(bars, 0, length)
  return { openAt, open, high, low, close, volume }
}
