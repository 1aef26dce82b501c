import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candle } from '#core/market/candle.ts'
import { unixMsOf } from '#core/time/time.ts'
import { INDICATOR_KINDS, INDICATORS } from './indicator-catalog.ts'
import { choiceName, indicatorsSchema, newChoice, withinLimits } from './indicator-choice.ts'
import { IndicatorRun } from './indicator-run.ts'

const candle = (at: number, close: number): Candle => ({
  openAt: unixMsOf(at * 60_000),
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: close / 10,
})
const closes = fc.array(fc.integer({ min: 2, max: 1_000 }), { minLength: 1, maxLength: 60 })

test.each(INDICATOR_KINDS)('%s followed tick by tick is what it is calculated at once', (kind) => {
  const { make: made, reads } = INDICATORS[kind]
  const input = { make: () => made(newChoice(kind, 'a').parameters), reads }
  fc.assert(
    fc.property(closes, (values) => {
      const run = new IndicatorRun(input)
      const candles: Candle[] = []
      for (const [at, close] of values.entries()) {
        candles.push(candle(at, close + 7))
        run.follow(candles, at)
        candles[at] = candle(at, close)
        run.follow(candles, at)
      }
      expect(run.values).toEqual(new IndicatorRun(input).follow(candles, 0))
    }),
  )
})

test('a closed candle that is corrected, and older candles, start it over', () => {
  const input = { make: () => INDICATORS.ema.make({ length: 3 }), reads: INDICATORS.ema.reads }
  const run = new IndicatorRun(input)
  const candles = [5, 6, 7, 8, 9].map((close, at) => candle(at, close))
  run.follow(candles.slice(2), 0)
  expect(run.follow(candles, 0)).toEqual(new IndicatorRun(input).follow(candles, 0))
  const corrected = candles.with(1, candle(1, 100))
  expect(run.follow(corrected, 1)).toEqual(new IndicatorRun(input).follow(corrected, 0))
})

test.each(INDICATOR_KINDS)('%s reads nothing of a candle but what it says', (kind) => {
  const { make, reads } = INDICATORS[kind]
  const input = { make: () => make(newChoice(kind, 'a').parameters), reads }
  const candles = Array.from({ length: 60 }, (_, at) => candle(at, 50 + (at % 7)))
  const run = new IndicatorRun(input)
  run.follow(candles, 0)
  for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
    const corrected = candles.with(57, { ...candle(57, 60), [field]: 61 })
    expect(run.follow(corrected, 57)).toEqual(new IndicatorRun(input).follow(corrected, 0))
  }
})

test('every kind gives every one of its lines', () => {
  for (const kind of INDICATOR_KINDS) {
    const { make, lines } = INDICATORS[kind]
    const values = make(newChoice(kind, 'a').parameters).next(candle(0, 100))
    expect(Object.keys(values).toSorted()).toEqual(lines.map(({ key }) => key).toSorted())
  }
})

test('what was kept is brought within limits, and what is not understood is left out alone', () => {
  const kept = [
    { id: 'a', kind: 'ema', parameters: { length: 1e9, other: 4 } },
    { id: 'b', kind: 'tea leaves', parameters: {} },
    { id: 'c', kind: 'bollinger', parameters: { length: 20.4, deviations: 2.04 } },
    'nonsense',
  ]
  expect(indicatorsSchema.parse(kept)).toEqual([
    { id: 'a', kind: 'ema', parameters: { length: 500 } },
    { id: 'c', kind: 'bollinger', parameters: { length: 20, deviations: 2 } },
  ])
})

test('a choice is named by its parameters', () => {
  expect(choiceName(newChoice('macd', 'a'))).toBe('MACD 12 26 9')
  expect(choiceName(withinLimits({ id: 'a', kind: 'sma', parameters: { length: 0 } }))).toBe(
    'SMA 1',
  )
})
