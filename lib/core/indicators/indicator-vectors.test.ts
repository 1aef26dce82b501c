import { afterAll, describe, expect, test } from 'vitest'
import { atr } from '#core/indicators/atr.ts'
import { batch, batchLines } from '#core/indicators/batch.ts'
import { bollinger } from '#core/indicators/bollinger.ts'
import { ema } from '#core/indicators/ema.ts'
import { macd } from '#core/indicators/macd.ts'
import { rsi } from '#core/indicators/rsi.ts'
import { sma } from '#core/indicators/sma.ts'
import { vwap } from '#core/indicators/vwap.ts'
import {
  type ExpectedColumn,
  hasIndicatorVectors,
  sheet,
  stockQuotes,
  stockResult,
  tulipCase,
} from '#test/indicator-vectors.ts'

let compared = 0
if (!hasIndicatorVectors)
  process.stdout.write('indicator vectors: not run, ../shared/data is absent\n')
afterAll(() => {
  if (hasIndicatorVectors) process.stdout.write(`indicator vectors: ${compared} values compared\n`)
})

/** Where the source gives a value, ours is it within `tolerance` of its size; where it gives none, neither do we. */
function expectColumn(
  found: Float64Array,
  expected: ExpectedColumn,
  { tolerance, from = 0 }: { readonly tolerance: number; readonly from?: number },
): void {
  expect(found.length).toBe(expected.length)
  for (let at = from; at < expected.length; at += 1) {
    const [ours = Number.NaN, theirs = Number.NaN] = [found[at], expected[at]]
    if (Number.isNaN(theirs)) {
      expect(ours, `bar ${at}`).toBeNaN()
      continue
    }
    const error = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs))
    expect(error, `bar ${at}: ${ours} for ${theirs}`).toBeLessThanOrEqual(tolerance)
    compared += 1
  }
}

describe.skipIf(!hasIndicatorVectors)('as Stock.Indicators, 502 bars, to 1e-9', () => {
  const bars = hasIndicatorVectors ? stockQuotes() : []
  const closes = bars.map(({ close }) => close)
  const near = { tolerance: 1e-9 }

  test.each([
    ['sma', 'sma', sma(20)],
    ['ema', 'ema', ema(20)],
    ['rsi', 'rsi', rsi(14)],
  ] as const)('%s of closes', (name, column, indicator) => {
    expectColumn(batch(indicator, closes), stockResult(name, column), near)
  })

  test('the three lines of MACD(12, 26, 9)', () => {
    const names = ['macd', 'signal', 'histogram'] as const
    const lines = batchLines(macd({ fast: 12, slow: 26, signal: 9 }), closes, names)
    for (const name of names) expectColumn(lines[name], stockResult('macd', name), near)
  })

  test('the three bands of Bollinger(20, 2)', () => {
    const lines = batchLines(bollinger(20, 2), closes, ['middle', 'upper', 'lower'])
    expectColumn(lines.middle, stockResult('bb', 'sma'), near)
    expectColumn(lines.upper, stockResult('bb', 'upperBand'), near)
    expectColumn(lines.lower, stockResult('bb', 'lowerBand'), near)
  })

  test('VWAP from the first bar on', () => {
    expectColumn(batch(vwap(Infinity), bars), stockResult('vwap', 'vwap'), near)
  })

  test('ATR(14), once its other beginning (no range of the first bar) has worn off', () => {
    expectColumn(batch(atr(14), bars), stockResult('atr', 'atr'), { ...near, from: 350 })
  })
})

describe.skipIf(!hasIndicatorVectors)('as worksheets and other engines', () => {
  test('ATR(14) of the StockCharts worksheet', () => {
    const rows = hasIndicatorVectors ? sheet('indicators_ta/cs-atr.csv') : []
    const expected = rows.map(({ cells }) => Number(cells['atr']) || Number.NaN)
    expectColumn(batch(atr(14), rows), expected, { tolerance: 1e-9 })
  })

  test('ATR(14) of Lean, to its five decimals', () => {
    const rows = hasIndicatorVectors ? sheet('indicators_lean/spy_atr_wilder.txt.gz') : []
    const expected = rows.map(({ cells }) =>
      Number.parseFloat(cells['average true range 14'] ?? ''),
    )
    expectColumn(batch(atr(14), rows), expected, { tolerance: 1e-5 })
  })

  test('Bollinger(20, 2) of Lean, to its four decimals', () => {
    const rows = hasIndicatorVectors ? sheet('indicators_lean/spy_bollinger_bands.txt.gz') : []
    const closes = rows.map(({ close }) => close)
    const { upper } = batchLines(bollinger(20, 2), closes, ['upper'])
    const expected = rows.map(({ cells }) =>
      Number.parseFloat(cells['bollinger bands® 20 2 top'] ?? ''),
    )
    expectColumn(upper, expected, { tolerance: 1e-5 })
  })
})

describe.skipIf(!hasIndicatorVectors)('as Tulip, to its three decimals', () => {
  const printed = { tolerance: 6e-4 }

  test.each([
    ['sma', sma(5)],
    ['rsi', rsi(5)],
  ] as const)('%s 5', (name, indicator) => {
    const [closes = [], expected = []] = tulipCase(name)
    expectColumn(batch(indicator, closes), late(expected, closes.length), printed)
  })

  test('atr 5', () => {
    const [highs = [], lows = [], closes = [], expected = []] = tulipCase('atr')
    const bars = closes.map((close, at) => ({
      high: highs[at] ?? Number.NaN,
      low: lows[at] ?? Number.NaN,
      close,
    }))
    expectColumn(batch(atr(5), bars), late(expected, closes.length), printed)
  })

  test('bbands 5 2', () => {
    const [closes = [], lower = [], middle = [], upper = []] = tulipCase('bbands')
    const lines = batchLines(bollinger(5, 2), closes, ['lower', 'middle', 'upper'])
    expectColumn(lines.lower, late(lower, closes.length), printed)
    expectColumn(lines.middle, late(middle, closes.length), printed)
    expectColumn(lines.upper, late(upper, closes.length), printed)
  })
})

/** The expected row with nothing for the bars of the warm-up. */
function late(expected: readonly number[], length: number): number[] {
  return [...Array.from({ length: length - expected.length }, () => Number.NaN), ...expected]
}
