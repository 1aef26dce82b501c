import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOfTrades, type TradeFigures } from '#core/backtest/trade-columns.ts'
import { deepestDrawdown } from '#core/metrics/drawdown.ts'
import { METRICS, type MetricTable, metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfReturns, metricsOfRun } from '#core/metrics/metric-table.ts'
import { doubtsOf } from '#core/metrics/plausibility.ts'
import { dailyReturns } from '#core/metrics/return-series.ts'
import { DAY_MS, HOUR_MS } from '#core/time/time.ts'

const series = (...returns: number[]) => ({
  returns: Float64Array.from(returns),
  periodsPerYear: 365,
})
const alternating = (count: number) =>
  series(...Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 0.02 : -0.01)))

function trade(pnl: number, r: number | null = null): TradeFigures {
  return { pnl, r, fees: 1, entryTime: 0, exitTime: HOUR_MS }
}

function reasonOf(table: MetricTable, name: keyof MetricTable) {
  const { metrics, notAvailable } = metricsDocument(table)
  expect(metrics[name] === null).toBe(notAvailable[name] !== undefined)
  return notAvailable[name]
}

describe('a figure that means nothing says why', () => {
  test('Sharpe at 29 and 30 periods, and of returns that do not vary', () => {
    const reason = 'it needs 30 periods, there are 29'
    expect(reasonOf(metricsOfReturns(alternating(29)), 'sharpe')).toBe(reason)
    expect(reasonOf(metricsOfReturns(alternating(30)), 'sharpe')).toBeUndefined()
    const still = series(...Array.from({ length: 30 }, () => 0.01))
    expect(reasonOf(metricsOfReturns(still), 'sharpe')).toBe('the returns do not vary')
    expect(reasonOf(metricsOfReturns(still), 'sortino')).toBe('no period lost anything')
  })

  test('yearly growth at 89 and 90 days; Calmar without a drawdown', () => {
    const reason = 'it needs 90 days, there are 89: see the total return'
    expect(reasonOf(metricsOfReturns(alternating(89)), 'cagr')).toBe(reason)
    expect(reasonOf(metricsOfReturns(alternating(90)), 'cagr')).toBeUndefined()
    const rising = series(...Array.from({ length: 90 }, () => 0.01))
    expect(reasonOf(metricsOfReturns(rising), 'calmar')).toBe('there was no drawdown')
  })

  test('profit factor without losses, R without stops, everything without trades', () => {
    const curve = { at: Float64Array.of(0), equity: Float64Array.of(1) }
    const of = (...trades: TradeFigures[]) =>
      metricsOfRun({ curve, initial: 1, trades: columnsOfTrades(trades) })
    expect(reasonOf(of(trade(5), trade(5)), 'profitFactor')).toBe('no losses in 2 trades')
    expect(reasonOf(of(trade(5)), 'sqn')).toBe('no trade had a stop')
    expect(reasonOf(of(), 'winRate')).toBe('there are no trades')
    expect(reasonOf(of(), 'recoveryMs')).toBe('there was no drawdown')
  })
})

test('figures of trades: three that won 6, one that lost 3 and one that made nothing', () => {
  const { metrics } = metricsDocument(
    metricsOfRun({
      curve: { at: Float64Array.of(0), equity: Float64Array.of(103) },
      initial: 100,
      trades: columnsOfTrades([trade(1, 1), trade(2, 2), trade(3, 3), trade(-3, -1), trade(0, 0)]),
    }),
  )
  expect(metrics).toMatchObject({
    trades: 5,
    winRate: 0.6,
    averageWin: 2,
    averageLoss: -3,
    profitFactor: 2,
    expectancy: 0.6,
    expectancyR: 1,
    lossesInARow: 1,
    holdingMs: HOUR_MS,
    fees: 5,
  })
  expect(metrics.expectancyRatio).toBeCloseTo((1 + 2 / 3) * 0.6 - 1, 12)
  expect(metrics.sqn).toBeCloseTo(Math.sqrt(5) * (1 / Math.sqrt(2.5)), 12)
})

test('Sharpe carries its standard error: for normal returns, about 1 / sqrt(n) of a period', () => {
  const { standardErrors } = metricsDocument(metricsOfReturns(alternating(365)))
  const { metrics } = metricsDocument(metricsOfReturns(alternating(365)))
  const perPeriod = (metrics.sharpe ?? 0) / Math.sqrt(365)
  // Two values alone have the kurtosis 1, so nothing but the mean is uncertain.
  expect(standardErrors.sharpe).toBeCloseTo(
    Math.sqrt(365 / 364) * Math.sqrt(1 - perPeriod * (metrics.skewness ?? 0)),
    3,
  )
})

describe('days', () => {
  test('a day ends with its last value, at midnight too; a day without one returns nothing but is a day', () => {
    const at = Float64Array.of(HOUR_MS, DAY_MS, 4 * DAY_MS)
    const { returns } = dailyReturns({ at, equity: Float64Array.of(120, 110, 121) }, 100)
    expect([...returns].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.1, 0, 0, 0.1])
  })

  test('each ends with the last of its values, however many there are and however far apart', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 * DAY_MS }), { minLength: 1 }), (steps) => {
        let now = 0
        const at = Float64Array.from(steps, (step) => (now += step))
        const equity = at.map((_, i) => i + 1)
        const { returns } = dailyReturns({ at, equity }, 1)
        const lasts = new Map([...at].map((time, i) => [Math.ceil(time / DAY_MS), i + 1]))
        const first = Math.ceil((at[0] ?? 0) / DAY_MS)
        let before = 1
        for (const [day, last] of lasts) {
          expect(returns[day - first]).toBe(last / before - 1)
          before = last
        }
      }),
    )
  })

  test('together they make what the curve made', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const at = Float64Array.from(values, (_, i) => i * 7 * HOUR_MS)
          const { metrics } = metricsDocument(
            metricsOfReturns(dailyReturns({ at, equity: Float64Array.from(values) }, 100)),
          )
          expect((metrics.totalReturn ?? 0) + 1).toBeCloseTo((values.at(-1) ?? 0) / 100, 8)
        },
      ),
    )
  })
})

describe('drawdown', () => {
  const curve = (...values: number[]) => ({
    at: Float64Array.from(values, (_, i) => i * DAY_MS),
    equity: Float64Array.from(values),
  })

  test('its depth, its high, its low, when it was made good, and the longest wait', () => {
    expect(deepestDrawdown(curve(100, 120, 90, 110, 120, 119, 121), 100)).toEqual({
      depth: 0.25,
      highAt: DAY_MS,
      lowAt: 2 * DAY_MS,
      recoveredAt: 4 * DAY_MS,
      longestMs: 3 * DAY_MS,
    })
  })

  test('begins with what there was before the first value, and may never be made good', () => {
    expect(deepestDrawdown(curve(80, 90), 100)).toMatchObject({
      depth: 1 - 80 / 100,
      recoveredAt: null,
      longestMs: DAY_MS,
    })
  })

  test('a curve that only rises has none', () => {
    expect(deepestDrawdown(curve(1, 2, 3), 1)).toMatchObject({
      depth: 0,
      highAt: null,
      lowAt: null,
    })
  })
})

describe('doubts', () => {
  const known = (value: number, standardError = 0.1) =>
    ({ kind: 'known', value, standardError }) as const

  test.each([
    [{ trades: known(29) }, ['FEW_TRADES']],
    [{ trades: known(30) }, []],
    [{ sharpe: known(3) }, []],
    [{ sharpe: known(3.01) }, ['SHARPE_ABOVE_3']],
    [{ sharpe: known(1, 0.6) }, ['SHARPE_WITHIN_ERROR']],
    [
      { winRate: known(0.91), profitFactor: known(6) },
      ['WIN_RATE_ABOVE_90', 'PROFIT_FACTOR_ABOVE_5'],
    ],
    [{ cagr: known(11) }, ['GROWTH_ABOVE_1000']],
    [{ maxDrawdown: known(1) }, ['RUINED']],
  ] as const)('%o', (table, doubts) => {
    expect(doubtsOf(table)).toEqual(doubts)
  })

  test('one trade that made half of what was won', () => {
    expect(doubtsOf({}, [trade(6), trade(5), trade(-9)])).toEqual(['ONE_TRADE_MADE_HALF'])
    expect(doubtsOf({}, [trade(5), trade(5), trade(-9)])).toEqual([])
  })
})

test('every figure is defined in a sentence', () => {
  for (const { title, definition } of Object.values(METRICS)) {
    expect(title.length).toBeGreaterThan(3)
    expect(definition).toMatch(/\.$/)
  }
})
