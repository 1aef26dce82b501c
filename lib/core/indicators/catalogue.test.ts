import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { INDICATOR_NAMES, INDICATORS, type IndicatorName } from '#core/indicators/catalogue.ts'
import {
  type IndicatorEntry,
  type LineColumns,
  type Parameters,
  readParameters,
} from '#core/indicators/indicator-entry.ts'
import { type Bars, barsOf, makeBars, sliceBars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'
import { HOUR_MS, unixMsOf } from '#core/time/time.ts'
import { hasMarketData } from '#test/market-data.ts'
import { realBars } from '#test/real-bars.ts'

const LENGTH_MAX = 12
const RUNS = { numRuns: 60 }
const REAL_BARS = 8_760
const PREFIX_STEP = 1_097

const price = fc.oneof(
  fc.double({ min: 0.0001, max: 100_000, noNaN: true }),
  // Ties, flat runs and steps of a tick.
  fc.integer({ min: 995, max: 1_005 }).map((ticks) => ticks / 10),
)

/** Candles of any shape, some without a range, some without volume. */
const candles = fc
  .array(fc.tuple(price, price, fc.double({ min: 0, max: 0.1, noNaN: true }), fc.nat(1_000)), {
    maxLength: 90,
  })
  .map((rows) =>
    rows.map(([open, close, wick, volume], i): Candle => {
      const [high, low] = [Math.max(open, close), Math.min(open, close)]
      return {
        openAt: unixMsOf(i * HOUR_MS),
        open,
        high: high * (1 + wick),
        low: low * (1 - wick),
        close,
        volume,
      }
    }),
  )

/** Parameters within their limits, lengths short enough for turns of the window to come. */
function parametersOf({ parameters }: IndicatorEntry): fc.Arbitrary<Parameters> {
  const each = Object.entries(parameters).map(
    ([name, { min, max, isWhole }]) =>
      [
        name,
        isWhole
          ? fc.integer({ min, max: Math.min(max, LENGTH_MAX) })
          : fc.double({ min, max: Math.min(max, 4), noNaN: true }),
      ] as const,
  )
  return fc.record(Object.fromEntries(each))
}

function forAll(
  name: IndicatorName,
  hold: (entry: IndicatorEntry, bars: readonly Candle[], parameters: Parameters) => void,
): void {
  const entry: IndicatorEntry = INDICATORS[name]
  fc.assert(
    fc.property(candles, parametersOf(entry), (bars, parameters) => hold(entry, bars, parameters)),
    RUNS,
  )
}

function columnsOf(entry: IndicatorEntry, bars: Bars, parameters: Parameters) {
  const columns: LineColumns = entry.columns(bars, parameters)
  return Array.from({ length: bars.length }, (_, i) =>
    Object.fromEntries(entry.lines.map((line) => [line, columns[line]?.[i]])),
  )
}

describe.each(INDICATOR_NAMES)('%s', (name) => {
  test('the columns are to the last bit what is told bar by bar', () => {
    forAll(name, (entry, bars, parameters) => {
      const indicator = entry.make(parameters)
      const told = bars.map((bar) => indicator.next(bar))
      expect(columnsOf(entry, barsOf(bars, HOUR_MS), parameters)).toEqual(told)
    })
  })

  test('peek tells what next will, and changes nothing', () => {
    forAll(name, (entry, bars, parameters) => {
      const indicator = entry.make(parameters)
      for (const bar of bars) {
        const peeked = indicator.peek(bar)
        indicator.peek({ ...bar, high: bar.high * 2, close: bar.high * 2, volume: 7 })
        expect(peeked).toEqual(indicator.next(bar))
      }
    })
  })

  test('every line is known from the end of the warm-up on, and not all of them before', () => {
    forAll(name, (entry, bars, parameters) => {
      const traded = bars.map((bar) => ({ ...bar, volume: bar.volume + 1 }))
      const rows = columnsOf(entry, barsOf(traded, HOUR_MS), parameters)
      const isKnown = rows.map((row) => Object.values(row).every((value) => !Number.isNaN(value)))
      const warmUp = entry.warmUp(parameters)
      expect(isKnown).toEqual(rows.map((_, i) => i >= warmUp))
    })
  })
})

describe.skipIf(!hasMarketData)('on a year of real hours', () => {
  const hours = hasMarketData ? realBars('binance_BTCUSDT_1h_2020-2024', HOUR_MS) : makeBars(0, 1)
  const bars = sliceBars(hours, 0, REAL_BARS)

  test.each(INDICATOR_NAMES)('%s never alters what it said, whatever comes after', (name) => {
    const entry: IndicatorEntry = INDICATORS[name]
    const read = readParameters(entry, {})
    const parameters = read.kind === 'parameters' ? read.parameters : {}
    const whole: LineColumns = entry.columns(bars, parameters)
    for (let length = 0; length < REAL_BARS; length += PREFIX_STEP) {
      const early: LineColumns = entry.columns(sliceBars(bars, 0, length), parameters)
      for (const line of entry.lines) {
        expect(early[line], `${line} of ${length} bars`).toEqual(whole[line]?.subarray(0, length))
      }
    }
  })
})

test('parameters are completed by the usual ones', () => {
  expect(readParameters(INDICATORS.macd, { fast: 5 })).toEqual({
    kind: 'parameters',
    parameters: { fast: 5, slow: 26, signal: 9 },
  })
})

test.each([
  [{ lenght: 5 }, 'Found a parameter "lenght". There are: length.'],
  [{ length: 0 }, 'Expected length to be a whole number from 1 to 5000, found 0.'],
  [{ length: 5_001 }, 'Expected length to be a whole number from 1 to 5000, found 5001.'],
  [{ length: 2.5 }, 'Expected length to be a whole number from 1 to 5000, found 2.5.'],
  [{ length: '5' }, 'Expected length to be a whole number from 1 to 5000, found "5".'],
])('%o is refused in words', (given, reason) => {
  expect(readParameters(INDICATORS.rsi, given)).toEqual({ kind: 'refused', reason })
})
