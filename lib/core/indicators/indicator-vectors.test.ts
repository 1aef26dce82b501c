import { afterAll, describe, expect, test } from 'vitest'
import { adxColumns } from '#core/indicators/adx.ts'
import { atrColumn, trueRangeColumn } from '#core/indicators/atr.ts'
import { bollingerColumns } from '#core/indicators/bollinger.ts'
import { donchianColumns } from '#core/indicators/donchian.ts'
import { emaColumn } from '#core/indicators/ema.ts'
import { macdColumns } from '#core/indicators/macd.ts'
import { highestColumn, lowestColumn } from '#core/indicators/moving-extremes.ts'
import { obvColumn } from '#core/indicators/obv.ts'
import { rocColumn } from '#core/indicators/roc.ts'
import { rsiColumn } from '#core/indicators/rsi.ts'
import { smaColumn } from '#core/indicators/sma.ts'
import { standardDeviationColumn } from '#core/indicators/standard-deviation.ts'
import { stochasticColumns } from '#core/indicators/stochastic.ts'
import { supertrendColumns } from '#core/indicators/supertrend.ts'
import { vwapColumn } from '#core/indicators/vwap.ts'
import { wmaColumn } from '#core/indicators/wma.ts'
import { type Bars, makeBars } from '#core/market/bars.ts'
import {
  type ExpectedColumn,
  hasIndicatorVectors,
  sheet,
  stockQuotes,
  stockResult,
  tulipCase,
} from '#test/indicator-vectors.ts'

/** What was held against a source, and the largest difference found, relative to the size of a value above 1. */
const held: string[] = [
  '',
  '  not compared: tulip adx (begun with a move fewer), spy_with_vwap (a moving window, not a session),',
  '  ewz_candle_patterns, and the indicators we do not have',
]
afterAll(() => {
  const told = hasIndicatorVectors ? held.join('\n') : 'not run, ../shared/data is absent'
  process.stdout.write(`indicator vectors: ${told}\n`)
})

type Terms = {
  readonly tolerance: number
  /** From which bar on: those before still show where the source begins otherwise. */
  readonly from?: number
}

/** Where the source gives a value, ours is it within `tolerance` of its size; where it gives none, neither do we. */
function hold(
  name: string,
  found: ArrayLike<number>,
  expected: ExpectedColumn,
  { tolerance, from = 0 }: Terms,
): void {
  expect(found.length).toBe(expected.length)
  let worst = 0
  let compared = 0
  for (let at = from; at < expected.length; at += 1) {
    const [ours = Number.NaN, theirs = Number.NaN] = [found[at], expected[at]]
    expect(Number.isNaN(ours), `${name}, bar ${at}: ${ours} for ${theirs}`).toBe(
      Number.isNaN(theirs),
    )
    if (Number.isNaN(theirs)) continue
    worst = Math.max(worst, Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)))
    compared += 1
  }
  held.push(`  ${name}: ${compared} values, largest difference ${worst.toExponential(1)}`)
  expect(worst, name).toBeLessThanOrEqual(tolerance)
  expect(compared, `${name}: something to compare`).toBeGreaterThan(0)
}

describe.skipIf(!hasIndicatorVectors)('as Stock.Indicators, 502 bars', () => {
  const bars = hasIndicatorVectors ? stockQuotes() : makeBars(0, 1)
  const { close } = bars
  const exact = { tolerance: 1e-9 }
  const stock = (file: string, column: string, found: ArrayLike<number>, terms: Terms = exact) =>
    hold(`indicators_stock ${file}.${column}`, found, stockResult(file, column), terms)

  test('averages, changes and the deviation (of the whole population) of closes', () => {
    stock('sma', 'sma', smaColumn(close, 20))
    stock('ema', 'ema', emaColumn(close, 20))
    stock('wma', 'wma', wmaColumn(close, 14))
    stock('rsi', 'rsi', rsiColumn(close, 14))
    stock('roc', 'roc', rocColumn(close, 14))
    stock('stdev', 'stdDev', standardDeviationColumn(close, 14))
  })

  test('lines of MACD(12, 26, 9) and Bollinger(20, 2)', () => {
    const { macd, signal, histogram } = macdColumns(close, { fast: 12, slow: 26, signal: 9 })
    stock('macd', 'macd', macd)
    stock('macd', 'signal', signal)
    stock('macd', 'histogram', histogram)
    const bands = bollingerColumns(close, { length: 20, deviations: 2 })
    stock('bb', 'sma', bands.middle)
    stock('bb', 'upperBand', bands.upper)
    stock('bb', 'lowerBand', bands.lower)
  })

  test('stochastic(14, 3, 3) and ADX(14)', () => {
    const { k, d } = stochasticColumns(bars, { length: 14, smoothing: 3, signal: 3 })
    stock('stoch', 'oscillator', k)
    stock('stoch', 'signal', d)
    const { adx, plus, minus } = adxColumns(bars, 14)
    stock('adx', 'pdi', plus)
    stock('adx', 'mdi', minus)
    stock('adx', 'adx', adx)
  })

  test('Donchian(20), which leaves the closed bar out: it stands one bar later there', () => {
    const { upper, middle, lower } = donchianColumns(bars, 20)
    const later = (column: Float64Array) => [Number.NaN, ...column.subarray(0, -1)]
    stock('donchian', 'upperBand', later(upper))
    stock('donchian', 'centerline', later(middle))
    stock('donchian', 'lowerBand', later(lower))
  })

  test('volume: OBV, and VWAP from the first bar on', () => {
    stock('obv', 'obv', obvColumn(bars))
    stock('vwap', 'vwap', vwapColumn(bars, Infinity))
  })

  test('true range and ATR(14), whose first bar has no range there: that wears off', () => {
    stock('tr', 'tr', trueRangeColumn(bars, new Float64Array(bars.length)), { ...exact, from: 1 })
    stock('atr', 'atr', atrColumn(bars, 14), { ...exact, from: 350 })
  })

  test('SuperTrend(10, 3), on the same ATR', () => {
    const { value, direction } = supertrendColumns(bars, { length: 10, multiple: 3 })
    stock('supertrend', 'superTrend', value, { ...exact, from: 250 })
    const side = (up: boolean) =>
      value.map((line, i) => ((direction[i] === 1) === up ? line : Number.NaN))
    stock('supertrend', 'lowerBand', side(true), { ...exact, from: 250 })
    stock('supertrend', 'upperBand', side(false), { ...exact, from: 250 })
  })
})

describe.skipIf(!hasIndicatorVectors)('as worksheets and other engines', () => {
  const worksheet = (file: string) => {
    const { bars, column } = hasIndicatorVectors
      ? sheet(file)
      : { bars: makeBars(0, 1), column: () => [] }
    return {
      bars,
      hold: (name: string, found: ArrayLike<number>, terms: Terms) =>
        hold(`${file} ${name}`, found, column(name), terms),
    }
  }

  test('worksheets of StockCharts', () => {
    const ranges = worksheet('indicators_ta/cs-atr.csv')
    // The sheet says 0 in its warm-up.
    ranges.hold('atr', atrColumn(ranges.bars, 14), { tolerance: 1e-9, from: 13 })
    const bands = worksheet('indicators_ta/cs-bbands.csv')
    const found = bollingerColumns(bands.bars.close, { length: 20, deviations: 2 })
    bands.hold('middleband', found.middle, { tolerance: 1e-6 })
    bands.hold('highband', found.upper, { tolerance: 1e-6 })
    bands.hold('lowband', found.lower, { tolerance: 1e-6 })
    const balance = worksheet('indicators_ta/cs-obv.csv')
    // The sheet has no volume for its first bar.
    balance.bars.volume[0] = 0
    balance.hold('obv', obvColumn(balance.bars), { tolerance: 0, from: 1 })
  })

  test('averages begun with the first value alone, as ours are when it stood long before', () => {
    const lines = worksheet('indicators_ta/cs-macd.csv')
    const lengths = { fast: 12, slow: 26, signal: 9 }
    const { macd, signal } = macdColumns(begun(lines.bars.close, 26), lengths)
    lines.hold('macd_line', macd.subarray(26), { tolerance: 1e-8, from: 1 })
    // The sheet's signal begins with a number of its own, which wears off.
    lines.hold('macd_signal', signal.subarray(26), { tolerance: 1e-8, from: 100 })
    const strength = worksheet('indicators_ta/cs-rsi.csv')
    const found = rsiColumn(begun(strength.bars.close, 14), 14).subarray(14)
    strength.hold('rsi', found, { tolerance: 1e-6, from: 14 })
  })

  test('Lean, to the decimals it prints', () => {
    const ranges = worksheet('indicators_lean/spy_atr_wilder.txt.gz')
    ranges.hold('average true range 14', atrColumn(ranges.bars, 14), { tolerance: 1e-5 })
    const bands = worksheet('indicators_lean/spy_bollinger_bands.txt.gz')
    const found = bollingerColumns(bands.bars.close, { length: 20, deviations: 2 })
    bands.hold('bollinger bands® 20 2 top', found.upper, { tolerance: 1e-5 })
    bands.hold('bollinger bands® 20 2 bottom', found.lower, { tolerance: 1e-5 })
    const lines = worksheet('indicators_lean/spy_with_macd.txt.gz')
    const { macd, signal } = macdColumns(lines.bars.close, { fast: 12, slow: 26, signal: 9 })
    lines.hold('macd', macd, { tolerance: 1e-5, from: 179 })
    lines.hold('signal', signal, { tolerance: 1e-5, from: 179 })
  })
})

describe.skipIf(!hasIndicatorVectors)('as Tulip, to its three decimals', () => {
  const printed = { tolerance: 6e-4 }
  const rowsOf = (name: string) => (hasIndicatorVectors ? tulipCase(name) : [])
  const tulip = (
    name: string,
    found: Float64Array,
    expected: readonly number[] = [],
    terms = printed,
  ) => hold(`tulip ${name}`, found, late(expected, found.length), terms)

  test.each([
    ['sma', smaColumn],
    ['wma', wmaColumn],
    ['rsi', rsiColumn],
    ['stddev', standardDeviationColumn],
    ['max', highestColumn],
    ['min', lowestColumn],
  ] as const)('%s 5', (name, column) => {
    const [closes = [], expected] = rowsOf(name)
    tulip(name, column(Float64Array.from(closes), 5), expected)
  })

  test('ema 5 and the line of macd 2 5 9, begun with the first value alone', () => {
    const [closes = [], expected] = rowsOf('ema')
    tulip('ema', emaColumn(begun(Float64Array.from(closes), 5), 5).subarray(5), expected)
    const [values = [], line] = rowsOf('macd')
    const lengths = { fast: 2, slow: 5, signal: 1 }
    const { macd } = macdColumns(begun(Float64Array.from(values), 5), lengths)
    tulip('macd', macd.subarray(5).fill(Number.NaN, 0, 4), line)
  })

  test('roc 5, which is a part there and percent here', () => {
    const [closes = [], expected] = rowsOf('roc')
    tulip(
      'roc',
      rocColumn(Float64Array.from(closes), 5).map((percent) => percent / 100),
      expected,
    )
  })

  test('bbands 5 2', () => {
    const [closes = [], lower, middle, upper] = rowsOf('bbands')
    const bands = bollingerColumns(Float64Array.from(closes), { length: 5, deviations: 2 })
    tulip('bbands lower', bands.lower, lower)
    tulip('bbands middle', bands.middle, middle)
    tulip('bbands upper', bands.upper, upper)
  })

  test('tr, atr 5 and stoch 5 3 3', () => {
    const ranges = rowsOf('tr')
    const bars = barsOfRanges(ranges)
    tulip('tr', trueRangeColumn(bars, new Float64Array(bars.length)), ranges[3])
    const means = rowsOf('atr')
    tulip('atr', atrColumn(barsOfRanges(means), 5), means[3])
    const places = rowsOf('stoch')
    const { k, d } = stochasticColumns(barsOfRanges(places), { length: 5, smoothing: 3, signal: 3 })
    tulip(
      'stoch k',
      k.map((value, i) => (Number.isNaN(d[i] ?? 0) ? Number.NaN : value)),
      places[3],
    )
    tulip('stoch d', d, places[4])
  })
})

function barsOfRanges([high = [], low = [], close = []]: readonly (readonly number[])[]): Bars {
  const bars = makeBars(close.length, 1)
  bars.high.set(high)
  bars.low.set(low)
  bars.close.set(close)
  return bars
}

/** The values with the first of them `count` times before. */
function begun(values: Float64Array, count: number): Float64Array {
  return Float64Array.from([...Array.from({ length: count }, () => values[0] ?? 0), ...values])
}

/** The expected row with nothing for the bars of the warm-up. */
function late(expected: readonly number[], length: number): number[] {
  return [...Array.from({ length: length - expected.length }, () => Number.NaN), ...expected]
}
