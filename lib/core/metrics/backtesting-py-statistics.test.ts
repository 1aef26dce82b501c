import { describe, expect, test } from 'vitest'
import { columnsOfTrades } from '#core/backtest/trade-columns.ts'
import { deepestDrawdown } from '#core/metrics/drawdown.ts'
import { metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { momentsOf } from '#core/metrics/moments.ts'
import { annualGrowth, stepReturns } from '#core/metrics/return-series.ts'
import { sortinoRatio } from '#core/metrics/sharpe.ts'
import { tradeMetrics } from '#core/metrics/trade-metrics.ts'
import { DAY_MS } from '#core/time/time.ts'
import { GOOG_CASH, runGoog } from '#test/goog-run.ts'
import { hasMarketData, marketDataBytes } from '#test/market-data.ts'
import { realBars } from '#test/real-bars.ts'

/** Trading days of a year of stocks. */
const PERIODS_PER_YEAR = 252
const RELATIVE = 1e-8

describe.skipIf(!hasMarketData)(
  'the statistics that backtesting.py publishes of its run on GOOG',
  () => {
    const expected = hasMarketData ? published() : {}
    const run = hasMarketData ? goog() : null
    const { equity, trades, series, at } = run ?? EMPTY

    const near = (found: number, name: string) =>
      expect(Math.abs(found / (expected[name] ?? Number.NaN) - 1), name).toBeLessThan(RELATIVE)

    test('return, yearly growth and volatility of rows, deepest and longest drawdown', () => {
      near(100 * ((equity.at(-1) ?? 0) / GOOG_CASH - 1), 'Return [%]')
      const growth = annualGrowth(series)
      near(100 * growth, 'Return (Ann.) [%]')
      // It compounds the variance of a day as well.
      const perDay = (1 + growth) ** (1 / PERIODS_PER_YEAR)
      const { deviation } = momentsOf(series.returns)
      const yearly = (deviation ** 2 + perDay ** 2) ** PERIODS_PER_YEAR - (1 + growth) ** 2
      near(100 * Math.sqrt(yearly), 'Volatility (Ann.) [%]')
      const { depth, longestMs } = deepestDrawdown({ at, equity }, GOOG_CASH)
      near(-100 * depth, 'Max. Drawdown [%]')
      expect(`${longestMs / DAY_MS} days`).toBe(expected['Max. Drawdown Duration'])
    })

    test('its ratios divide the yearly growth, ours the mean day: by its definitions they are the same', () => {
      const growth = annualGrowth(series)
      near((100 * growth) / (expected['Volatility (Ann.) [%]'] ?? 0), 'Sharpe Ratio')
      near(growth / deepestDrawdown({ at, equity }, GOOG_CASH).depth, 'Calmar Ratio')
      const known = { ...series, returns: series.returns.subarray(1) }
      const { mean } = momentsOf(known.returns)
      const shortfall = (mean * PERIODS_PER_YEAR) / sortinoRatio(known)
      // Its mean square of what fell short is smaller by (n - 1) / n: found from the figure, why is not known.
      const count = series.returns.length
      near(growth / (shortfall * Math.sqrt((count - 1) / count)), 'Sortino Ratio')
    })

    test('its trades are counted in percent, its quality number in money, ours in money and in R', () => {
      const inPercent = trades.map((trade) => {
        const turned = (trade.exitPrice / trade.entryPrice - 1) * (trade.side === 'long' ? 1 : -1)
        return { ...trade, pnl: 100 * turned }
      })
      const found = tradeMetrics(columnsOfTrades(inPercent))
      near(100 * found.winRate, 'Win Rate [%]')
      near(found.profitFactor, 'Profit Factor')
      near(found.expectancy, 'Expectancy [%]')
      near(found.best, 'Best Trade [%]')
      near(found.worst, 'Worst Trade [%]')
      const { mean, deviation } = momentsOf(trades.map(({ pnl }) => pnl))
      near((Math.sqrt(trades.length) * mean) / deviation, 'SQN')
    })

    test('ours of the same run: days of 365 a year, all of them', () => {
      const { metrics } = metricsDocument(
        metricsOfRun({
          curve: { at, equity },
          initial: GOOG_CASH,
          trades: columnsOfTrades(trades),
        }),
      )
      expect(metrics.totalReturn).toBeCloseTo((expected['Return [%]'] ?? 0) / 100, 9)
      expect(metrics.maxDrawdownDaily).toBeCloseTo(metrics.maxDrawdown ?? 0, 12)
      // Its yearly growth by dates counts 365.25 days a year, ours 365.
      const growth = 1 + (expected['CAGR [%]'] ?? 0) / 100
      expect((metrics.cagr ?? 0) + 1).toBeCloseTo(growth ** (365 / 365.25), 3)
      expect(metrics.sqn).toBeNull()
    })
  },
)

const EMPTY: ReturnType<typeof goog> = {
  equity: new Float64Array(0),
  at: new Float64Array(0),
  trades: [],
  series: { returns: new Float64Array(0), periodsPerYear: PERIODS_PER_YEAR },
}

/** The run that closes at the last open, as backtesting.py does, and the returns between its rows. */
function goog() {
  const { equity, trades } = runGoog('open')
  const { openAt } = realBars('GOOG_1d_2004-2013', DAY_MS)
  return {
    equity,
    at: openAt,
    trades: trades.toArray(),
    series: { returns: stepReturns(equity), periodsPerYear: PERIODS_PER_YEAR },
  }
}

function published(): Readonly<Record<string, number>> {
  const bytes = marketDataBytes('vectors/metrics/backtestingpy_smacross_goog.json')
  return JSON.parse(new TextDecoder().decode(bytes)).expected
}
