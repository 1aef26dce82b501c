import { describe, expect, test } from 'vitest'
import type { Candle } from '#core/market/candle.ts'
import { unixMsOf } from '#core/time/time.ts'
import { CandleHistory, indexAtOrBefore } from './candle-history.ts'

const candle = (minute: number, close = minute): Candle => ({
  openAt: unixMsOf(minute * 60_000),
  open: 1,
  high: 200,
  low: 1,
  close,
  volume: 1,
})
const minutes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => candle(from + at))

function historyOf(page: readonly Candle[]): CandleHistory {
  const history = new CandleHistory()
  history.takeNewest(page)
  return history
}

describe('the newest page', () => {
  test('that is the same changes nothing', () => {
    expect(historyOf(minutes(0, 10)).takeNewest(minutes(0, 10))).toEqual({ kind: 'none' })
  })

  test('with a moved running candle changes the last', () => {
    const history = historyOf(minutes(0, 10))
    const change = history.takeNewest([...minutes(0, 9), candle(9, 42)])
    expect(change).toEqual({ kind: 'tail', from: 9 })
    expect(history.candles.at(-1)?.close).toBe(42)
  })

  test('that has slid on keeps what slid out of it', () => {
    const history = historyOf(minutes(0, 10))
    expect(history.takeNewest(minutes(2, 12))).toEqual({ kind: 'tail', from: 10 })
    expect(history.candles).toEqual(minutes(0, 12))
  })

  test('that touches nothing known replaces it: a hole is not drawn over', () => {
    const history = historyOf(minutes(0, 10))
    expect(history.takeNewest(minutes(50, 60))).toEqual({ kind: 'all' })
    expect(history.candles).toEqual(minutes(50, 60))
  })

  test('that ends earlier is drawn anew', () => {
    const history = historyOf(minutes(0, 10))
    expect(history.takeNewest(minutes(0, 8))).toEqual({ kind: 'all' })
    expect(history.candles).toEqual(minutes(0, 8))
  })
})

test('an earlier page goes before the first, without what is known already', () => {
  const history = historyOf(minutes(10, 20))
  expect(history.takeEarlier(minutes(5, 12))).toEqual({ kind: 'earlier', count: 5 })
  expect(history.candles).toEqual(minutes(5, 20))
  expect(history.takeEarlier([])).toEqual({ kind: 'none' })
})

test('a time belongs to the last candle that opens at or before it', () => {
  const candles = [candle(1), candle(2), candle(5)]
  expect(indexAtOrBefore(candles, 59_999)).toBe(-1)
  expect(indexAtOrBefore(candles, 60_000)).toBe(0)
  expect(indexAtOrBefore(candles, 299_999)).toBe(1)
  expect(indexAtOrBefore(candles, 900_000)).toBe(2)
})
