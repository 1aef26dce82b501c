import { describe, expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { barLoop } from '#core/backtest/bar-loop.ts'
import { checkLookAhead } from '#core/backtest/check-look-ahead.ts'
import { checkWarmUp } from '#core/backtest/check-warm-up.ts'
import { startBacktest } from '#core/backtest/run-backtest.ts'
import { ema } from '#core/indicators/ema.ts'
import { makeBars } from '#core/market/bars.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { parseParameters } from '#core/strategies/parameter.ts'
import { defineStrategy, type Strategy } from '#core/strategies/strategy.ts'
import { priceWalk } from '#test/price-walk.ts'

const bars = priceWalk(6_000)

/** Buys before a rise and sells before a fall: it has read the next bar. */
const peeking = cheat('peeking', (close) => (i) => (close[i + 1] ?? Number.NaN) - close[i]!)
/** The same by a detour: it compares with the mean of the whole series. */
const centred = cheat('centred', (close) => {
  const middle = close.reduce((sum, value) => sum + value, 0) / close.length
  return (i) => middle - close[i]!
})

describe('the check of look-ahead', () => {
  test.each([peeking, centred])('catches a strategy that knows the future: $name', (strategy) => {
    const report = checkLookAhead(backtestOf(strategy), 50)
    expect(report).toMatchObject({ hasBias: true, checked: 50, biasedReadings: ['signal'] })
    expect(report.biasedEntries + report.biasedExits).toBeGreaterThan(20)
    expect(report.examples).toHaveLength(10)
  })

  test.each(ALL_STRATEGIES)('finds nothing in what is shipped: $name', (strategy) => {
    const report = checkLookAhead(backtestOf(strategy), 40)
    expect(report).toMatchObject({ hasBias: false, biasedReadings: [], examples: [] })
    expect(report.checked).toBeGreaterThan(0)
  })
})

describe('the check of warm-up', () => {
  test('finds windows whole after their bars, and recursive averages only near', () => {
    const report = checkWarmUp({ bars, strategy: recursive, values: {}, tick: null })
    expect(report).toMatchObject({ declared: 10, baseBars: 6_000, isBaseShort: false })
    const [first, second, , , last] = report.rows
    expect(first).toMatchObject({ warmUp: 11, readings: { ema: null, window: 0 } })
    expect(second?.readings['ema']).toBeGreaterThan(0)
    expect(last?.readings['ema']).toBeLessThan(second?.readings['ema'] ?? 0)
  })

  test('says when the strategy that knows the future knows it by its length', () => {
    const { rows } = checkWarmUp({ bars, strategy: centred, values: {}, tick: null })
    expect(rows.every(({ readings }) => readings['signal'] !== 0)).toBe(true)
  })
})

test.each(ALL_STRATEGIES)('$name asks the same of bars that come one at a time', (strategy) => {
  const whole = askedOver(backtestOf(strategy).bars, strategy)
  const growing = makeBars(bars.length, bars.timeframeMs)
  expect(askedOver(growing, strategy, true)).toEqual(whole)
})

/** What is asked for at each bar; of `growing` bars, each is written only when its turn comes, as live. */
function askedOver(over: typeof bars, strategy: Strategy, isGrowing = false): (string | null)[] {
  const live = { ...over, length: isGrowing ? 0 : over.length }
  const terms = startBacktest({ ...backtestOf(strategy), bars: live })
  return Array.from({ length: bars.length }, (_, i) => {
    if (isGrowing) {
      live.length = i + 1
      for (const column of ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const) {
        live[column][i] = bars[column][i] ?? 0
      }
    }
    barLoop(terms, i, i + 1)
    return terms.broker.slip.toText()
  })
}

const recursive = defineStrategy({
  name: 'recursive',
  title: 'Recursive',
  summary: 'Reads an exponential average and a window.',
  parameters: {},
  warmUp: () => 10,
  start: (_values, market) => {
    const average = ema(100)
    let value = Number.NaN
    return {
      onBar: (i) => {
        value = average.next(market.bars.close[i] ?? 0)
      },
      readings: (i) => ({ ema: value, window: market.bars.close[i - 5] ?? Number.NaN }),
    }
  },
})

function cheat(name: string, signals: (close: Float64Array) => (i: number) => number): Strategy {
  return defineStrategy({
    name,
    title: name,
    summary: 'Knows what nobody knows.',
    parameters: {},
    warmUp: () => 0,
    start: (_values, market) => {
      const signalAt = signals(market.bars.close)
      return {
        onBar: (i, orders) => {
          const signal = signalAt(i)
          if (signal > 0 && orders.position === 0) orders.long()
          if (signal < 0 && orders.position > 0) orders.close()
        },
        readings: (i) => ({ signal: signalAt(i) }),
      }
    },
  })
}

function backtestOf(strategy: Strategy) {
  const parsed = parseParameters(strategy.parameters, {})
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.faults))
  return { bars, strategy, values: parsed.values, assumptions: DEFAULT_ASSUMPTIONS, tick: null }
}
