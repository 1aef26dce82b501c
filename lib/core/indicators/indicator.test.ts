import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atr } from '#core/indicators/atr.ts'
import { batch, batchLines } from '#core/indicators/batch.ts'
import { bollinger } from '#core/indicators/bollinger.ts'
import { ema, wilderMean } from '#core/indicators/ema.ts'
import { INDICATOR_LENGTH_MAX, type Indicator } from '#core/indicators/indicator.ts'
import { macd } from '#core/indicators/macd.ts'
import { rsi } from '#core/indicators/rsi.ts'
import { sma } from '#core/indicators/sma.ts'
import { vwap } from '#core/indicators/vwap.ts'
import { unixMsOf } from '#core/time/time.ts'

const BAR_MS = 3_600_000

const prices = fc.array(fc.double({ min: 0.0001, max: 100_000, noNaN: true }), { maxLength: 120 })
const length = fc.integer({ min: 1, max: 30 })

const ofCloses: Readonly<Record<string, (n: number) => Indicator<number, unknown>>> = {
  sma,
  ema,
  wilderMean,
  rsi,
  bollinger: (n) => bollinger(n, 2),
  macd: (n) => macd({ fast: n, slow: n + 3, signal: 4 }),
}

test.each(Object.keys(ofCloses))('%s: peek tells to the last bit what next will', (name) => {
  fc.assert(
    fc.property(prices, length, (closes, n) => {
      const indicator = ofCloses[name]?.(n)
      for (const close of closes) {
        const peeked = indicator?.peek(close)
        indicator?.peek(close * 2)
        expect(peeked).toEqual(indicator?.next(close))
      }
    }),
  )
})

test.each([
  ['atr', () => atr(5)],
  ['vwap', () => vwap()],
] as const)('%s: peek tells to the last bit what next will', (_name, make) => {
  fc.assert(
    fc.property(prices, (closes) => {
      const indicator = make()
      for (const [at, close] of closes.entries()) {
        const bar = barOf(close, at)
        expect(indicator.peek(bar)).toEqual(indicator.next(bar))
      }
    }),
  )
})

test('a series calculated at once is to the last bit the series told bar by bar', () => {
  fc.assert(
    fc.property(prices, length, (closes, n) => {
      const streamed = sma(n)
      expect([...batch(sma(n), closes)]).toEqual(closes.map((close) => streamed.next(close)))
      const bands = bollinger(n, 2)
      const { upper } = batchLines(bollinger(n, 2), closes, ['upper'])
      expect([...upper]).toEqual(closes.map((close) => bands.next(close).upper))
    }),
  )
})

test('the moving window forgets: a spike leaves no trace once it is out', () => {
  const mean = sma(20)
  const bands = bollinger(20, 2)
  const values = [1e12, ...Array.from({ length: 60 }, (_, at) => 100 + (at % 7))]
  for (const value of values) {
    mean.next(value)
    bands.next(value)
  }
  const window = values.slice(-20)
  const exact = window.reduce((sum, value) => sum + value, 0) / 20
  expect(mean.peek(values.at(-20) ?? 0)).toBeCloseTo(exact, 9)
  expect(bands.peek(values.at(-20) ?? 0).middle).toBeCloseTo(exact, 9)
})

test('a value is unknown until its window is full', () => {
  const closes = [1, 2, 3, 4]
  expect([...batch(sma(3), closes)]).toEqual([Number.NaN, Number.NaN, 2, 3])
  expect([...batch(rsi(3), closes)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 100])
})

test('VWAP begins anew with the UTC day and is unknown while nothing was traded', () => {
  const day = 24 * BAR_MS
  const at = (openAt: number, close: number, volume: number) => ({
    ...barOf(close, 0),
    openAt: unixMsOf(openAt),
    volume,
  })
  const values = batch(vwap(), [
    at(0, 10, 0),
    at(BAR_MS, 10, 1),
    at(2 * BAR_MS, 20, 3),
    at(day, 40, 1),
  ])
  expect([...values]).toEqual([Number.NaN, 10, 17.5, 40])
})

test.each([0, -1, 1.5, Number.NaN, INDICATOR_LENGTH_MAX + 1])('refuses a length of %s', (wrong) => {
  expect(() => sma(wrong)).toThrow('length')
  expect(() => bollinger(wrong, 2)).toThrow('length')
})

function barOf(close: number, at: number) {
  return { openAt: unixMsOf(at * BAR_MS), high: close, low: close, close, volume: 1 }
}
