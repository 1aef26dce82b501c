import { expect, test } from 'vitest'
import { adxColumns } from '#core/indicators/adx.ts'
import { bollinger } from '#core/indicators/bollinger.ts'
import { donchianColumns } from '#core/indicators/donchian.ts'
import { INDICATOR_LENGTH_MAX } from '#core/indicators/indicator.ts'
import { parabolicSarColumn } from '#core/indicators/parabolic-sar.ts'
import { rsiColumn } from '#core/indicators/rsi.ts'
import { sma, smaColumn } from '#core/indicators/sma.ts'
import { stochasticColumns } from '#core/indicators/stochastic.ts'
import { supertrendColumns } from '#core/indicators/supertrend.ts'
import { vwapColumn } from '#core/indicators/vwap.ts'
import { wma } from '#core/indicators/wma.ts'
import { type Bars, barsOf } from '#core/market/bars.ts'
import { DAY_MS, HOUR_MS, unixMsOf } from '#core/time/time.ts'

test('the moving window forgets: a spike leaves no trace once it is out', () => {
  const [mean, weighted, bands] = [sma(20), wma(20), bollinger(20, 2)]
  const values = [1e12, ...Array.from({ length: 60 }, (_, at) => 100 + (at % 7))]
  for (const value of values) {
    mean.next(value)
    weighted.next(value)
    bands.next(value)
  }
  const last = values.at(-20) ?? 0
  const window = [...values.slice(-19), last]
  const exact = window.reduce((sum, value) => sum + value, 0) / 20
  const exactWeighted = window.reduce((sum, value, i) => sum + value * (i + 1), 0) / 210
  expect(mean.peek(last)).toBeCloseTo(exact, 9)
  expect(weighted.peek(last)).toBeCloseTo(exactWeighted, 9)
  expect(bands.peek(last).middle).toBeCloseTo(exact, 9)
})

test('a value is unknown until its window is full', () => {
  const closes = Float64Array.of(1, 2, 3, 4)
  expect([...smaColumn(closes, 3)]).toEqual([Number.NaN, Number.NaN, 2, 3])
  expect([...rsiColumn(closes, 3)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 100])
  expect([...smaColumn(closes, 5)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
})

test('VWAP begins anew with the UTC day and is unknown while nothing was traded', () => {
  const at = (openAt: number, close: number, volume: number) => ({ ...flat(openAt, close), volume })
  const bars = barsOf(
    [at(0, 10, 0), at(HOUR_MS, 10, 1), at(2 * HOUR_MS, 20, 3), at(DAY_MS, 40, 1)],
    HOUR_MS,
  )
  expect([...vwapColumn(bars)]).toEqual([Number.NaN, 10, 17.5, 40])
})

test('prices that stand still have no place in a range, no direction and no strength', () => {
  const bars = barsOf(
    Array.from({ length: 6 }, (_, i) => flat(i * HOUR_MS, 50)),
    HOUR_MS,
  )
  expect(stochasticColumns(bars, { length: 2, smoothing: 1, signal: 1 }).k.at(-1)).toBe(0)
  const { adx, plus, minus } = adxColumns(bars, 2)
  expect([adx.at(-1), plus.at(-1), minus.at(-1)]).toEqual([0, 0, 0])
})

test('the channel holds the bar that just closed', () => {
  const { upper, lower } = donchianColumns(barsOfRanges([5, 1], [9, 3], [4, 2], [3, 2]), 2)
  expect([...upper]).toEqual([Number.NaN, 9, 9, 4])
  expect([...lower]).toEqual([Number.NaN, 1, 2, 2])
})

test('SuperTrend turns when a close reaches the line', () => {
  const bars = barsOfRanges([10, 9], [11, 10], [12, 11], [13, 12], [8, 7], [8, 7])
  const { direction } = supertrendColumns(bars, { length: 2, multiple: 1 })
  expect([...direction]).toEqual([Number.NaN, 1, 1, 1, -1, -1])
})

test('the parabolic stop never stands within the two bars before, and turns to the furthest price', () => {
  const bars = barsOfRanges([10, 9], [11, 10], [14, 12], [15, 13], [12, 8], [11, 7])
  const stops = parabolicSarColumn(bars, { step: 0.02, max: 0.2 })
  expect(stops[1]).toBe(9)
  expect(stops[2]).toBe(9)
  expect(stops[3]).toBeCloseTo(9 + 0.04 * (14 - 9), 12)
  expect(stops[4]).toBe(15)
  expect(stops[5]).toBe(15)
})

test.each([0, -1, 1.5, Number.NaN, INDICATOR_LENGTH_MAX + 1])('refuses a length of %s', (wrong) => {
  expect(() => sma(wrong)).toThrow('length')
  expect(() => bollinger(wrong, 2)).toThrow('length')
  expect(() => smaColumn(new Float64Array(3), wrong)).toThrow('length')
})

function flat(openAt: number, close: number) {
  return { openAt: unixMsOf(openAt), open: close, high: close, low: close, close, volume: 1 }
}

/** Bars of a high and a low, closed in the middle. */
function barsOfRanges(...ranges: readonly (readonly [number, number])[]): Bars {
  const candles = ranges.map(([high, low], i) => ({
    ...flat(i * HOUR_MS, (high + low) / 2),
    high,
    low,
  }))
  return barsOf(candles, HOUR_MS)
}
