import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INDICATOR_NAMES } from '#core/indicators/catalogue.ts'
import { INDICATOR_LENGTH_MAX } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'
import { unixMsOf } from '#core/time/time.ts'
import { INDICATOR_CATALOG } from './indicator-catalog.ts'
import { indicatorsSchema, newChoice } from './indicator-choice.ts'
import { chosenOf, indicatorName } from './indicator-definition.ts'
import { IndicatorRun } from './indicator-run.ts'

const candle = (at: number, close: number): Candle => ({
  openAt: unixMsOf(at * 60_000),
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: close / 10,
})
const KINDS = [...INDICATOR_CATALOG.keys()]
const closes = fc.array(fc.integer({ min: 2, max: 1_000 }), { minLength: 1, maxLength: 60 })

test.each(KINDS)('%s followed tick by tick is what it is calculated at once', (kind) => {
  const input = runOf(kind)
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
  const input = runOf('ema', { length: 3 })
  const run = new IndicatorRun(input)
  const candles = [5, 6, 7, 8, 9].map((close, at) => candle(at, close))
  run.follow(candles.slice(2), 0)
  expect(run.follow(candles, 0)).toEqual(new IndicatorRun(input).follow(candles, 0))
  const corrected = candles.with(1, candle(1, 100))
  expect(run.follow(corrected, 1)).toEqual(new IndicatorRun(input).follow(corrected, 0))
})

test.each(KINDS)('%s reads nothing of a candle but what it says', (kind) => {
  const input = runOf(kind)
  const candles = Array.from({ length: 60 }, (_, at) => candle(at, 50 + (at % 7)))
  const run = new IndicatorRun(input)
  run.follow(candles, 0)
  for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
    const corrected = candles.with(57, { ...candle(57, 60), [field]: 61 })
    expect(run.follow(corrected, 57)).toEqual(new IndicatorRun(input).follow(corrected, 0))
  }
})

test('every kind gives every one of its lines and the sides they are coloured by', () => {
  for (const kind of KINDS) {
    const { lines } = chosen(kind).definition
    const known = Object.keys(runOf(kind).make().next(candle(0, 100)))
    const drawn = lines.flatMap(({ key, sideKey }) =>
      sideKey === undefined ? [key] : [key, sideKey],
    )
    expect(known.toSorted(), kind).toEqual(drawn.toSorted())
  }
})

test('every indicator there is can be shown', () => {
  expect(KINDS).toEqual(['volume', ...INDICATOR_NAMES])
})

test('what was kept is brought within limits, and what is not understood is left out alone', () => {
  const kept = [
    { id: 'a', kind: 'ema', parameters: { length: 1e9, other: 4 } },
    { id: 'b', kind: 'tea leaves', parameters: {} },
    { id: 'c', kind: 'bollinger', parameters: { length: 20.4, deviations: 2.04 } },
    { id: 'd', kind: 'parabolic-sar', parameters: { step: 0 } },
    'nonsense',
  ]
  const shown = chosenOf(indicatorsSchema.parse(kept), INDICATOR_CATALOG)
  expect(shown.map(({ choice }) => choice)).toEqual([
    { id: 'a', kind: 'ema', parameters: { length: INDICATOR_LENGTH_MAX } },
    { id: 'c', kind: 'bollinger', parameters: { length: 20, deviations: 2 } },
    { id: 'd', kind: 'parabolic-sar', parameters: { step: 0.005, max: 0.2 } },
  ])
})

test('a choice is named by its parameters', () => {
  expect(indicatorName(chosen('macd'))).toBe('MACD 12 26 9')
  expect(indicatorName(chosen('sma', { length: 0 }))).toBe('SMA 1')
})

function chosen(kind: string, parameters: Readonly<Record<string, number>> = {}) {
  const [only] = chosenOf([{ ...newChoice(kind, 'a'), parameters }], INDICATOR_CATALOG)
  if (only === undefined) throw new Error(`there is no indicator ${kind}`)
  return only
}

function runOf(kind: string, parameters?: Readonly<Record<string, number>>) {
  const { choice, definition } = chosen(kind, parameters)
  return { make: () => definition.make(choice.parameters), reads: definition.reads }
}
