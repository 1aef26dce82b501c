import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aggregateCandles,
  type Candle,
  type CandleFault,
  checkCandle,
  extendCandles,
  TIMEFRAMES,
  timeframeMs,
} from '#core/market/candle.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { at } from '#test/builders.ts'

function aCandle(shown: Partial<Candle> = {}): Candle {
  return { openAt: at(0), open: 10, high: 12, low: 9, close: 11, volume: 5, ...shown }
}

describe('a candle from outside', () => {
  test('a whole one has no fault', () => {
    expect(checkCandle(aCandle(), '1m')).toBeNull()
    expect(checkCandle(aCandle({ high: 11, low: 10, volume: 0 }), '1m')).toBeNull()
  })

  test.each<[CandleFault, Partial<Candle>]>([
    ['NOT_FINITE', { close: Number.NaN }],
    ['NOT_FINITE', { high: Number.POSITIVE_INFINITY }],
    ['PRICE_NOT_POSITIVE', { low: 0 }],
    ['VOLUME_NEGATIVE', { volume: -1 }],
    ['HIGH_BELOW_BODY', { high: 10.9 }],
    ['LOW_ABOVE_BODY', { low: 10.1 }],
    ['OPEN_TIME_NOT_ON_TIMEFRAME', { openAt: at(MINUTE_MS + 1) }],
  ])('%s is named', (fault, shown) => {
    expect(checkCandle(aCandle(shown), '1m')).toBe(fault)
  })
})

/** Whole numbers, so that sums of volumes do not depend on their order. */
const someMinutes = fc
  .array(
    fc.record({
      minute: fc.nat(5_000),
      low: fc.integer({ min: 1, max: 100 }),
      open: fc.nat(50),
      close: fc.nat(50),
      volume: fc.nat(1_000),
    }),
    { maxLength: 200 },
  )
  .map((drafts) =>
    [...new Map(drafts.map((draft) => [draft.minute, draft])).values()]
      .sort((x, y) => x.minute - y.minute)
      .map(({ minute, low, open, close, volume }) =>
        aCandle({
          openAt: at(minute * MINUTE_MS),
          low,
          open: low + open,
          close: low + close,
          high: low + 50,
          volume,
        }),
      ),
  )

describe('aggregation', () => {
  test('a bucket is closed at its start and open at its end', () => {
    const minutes = [0, 4, 5].map((minute) => aCandle({ openAt: at(minute * MINUTE_MS) }))
    expect(aggregateCandles(minutes, '5m')).toEqual([
      aCandle({ openAt: at(0), volume: 10 }),
      aCandle({ openAt: at(5 * MINUTE_MS) }),
    ])
  })

  test('first open, last close, highest high, lowest low, all volume', () => {
    const minutes = [
      aCandle({ openAt: at(0), open: 10, high: 15, low: 9, close: 12, volume: 1 }),
      aCandle({ openAt: at(MINUTE_MS), open: 13, high: 14, low: 7, close: 8, volume: 2 }),
    ]
    expect(aggregateCandles(minutes, '1h')).toEqual([
      { openAt: 0, open: 10, high: 15, low: 7, close: 8, volume: 3 },
    ])
  })

  test('one at a time gives what all at once gives', () => {
    fc.assert(
      fc.property(
        someMinutes,
        fc.constantFrom(...TIMEFRAMES),
        fc.nat(),
        (minutes, timeframe, cut) => {
          const splitAt = minutes.length === 0 ? 0 : cut % minutes.length
          const incremental = aggregateCandles(minutes.slice(0, splitAt), timeframe)
          for (const minute of minutes.slice(splitAt)) extendCandles(incremental, minute, timeframe)
          expect(incremental).toEqual(aggregateCandles(minutes, timeframe))
        },
      ),
    )
  })

  test('over a timeframe between gives what the direct way gives', () => {
    fc.assert(
      fc.property(someMinutes, (minutes) => {
        expect(aggregateCandles(aggregateCandles(minutes, '15m'), '4h')).toEqual(
          aggregateCandles(minutes, '4h'),
        )
      }),
    )
  })

  test('every result is a whole candle on its timeframe and no volume is lost', () => {
    fc.assert(
      fc.property(someMinutes, fc.constantFrom(...TIMEFRAMES), (minutes, timeframe) => {
        const aggregated = aggregateCandles(minutes, timeframe)
        expect(aggregated.every((candle) => checkCandle(candle, timeframe) === null)).toBe(true)
        expect(volumeOf(aggregated)).toBe(volumeOf(minutes))
      }),
    )
  })

  test('candles out of order are a bug of the caller', () => {
    const minutes = [aCandle({ openAt: at(timeframeMs['1h']) }), aCandle({ openAt: at(0) })]
    expect(() => aggregateCandles(minutes, '5m')).toThrow('candles are aggregated oldest first')
  })
})

function volumeOf(candles: readonly Candle[]): number {
  return candles.reduce((sum, { volume }) => sum + volume, 0)
}
