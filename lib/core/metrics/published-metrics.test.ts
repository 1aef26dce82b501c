import { describe, expect, test } from 'vitest'
import { columnsOfTrades } from '#core/backtest/trade-columns.ts'
import { drawdownOfReturns } from '#core/metrics/drawdown.ts'
import { freqtradeFigures } from '#core/metrics/freqtrade-figures.ts'
import { metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { annualGrowth, type ReturnSeries, totalReturn } from '#core/metrics/return-series.ts'
import { sharpeRatio, sortinoRatio } from '#core/metrics/sharpe.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { hasMarketData, marketDataBytes } from '#test/market-data.ts'

type EmpyricalFile = {
  readonly series: Readonly<Record<string, readonly (number | null)[]>>
  readonly conventions: { readonly periods_per_year: Readonly<Record<string, number>> }
  readonly vectors: readonly {
    readonly metric: string
    readonly series: string
    readonly period?: string
    readonly expected: number | 'NaN' | 'Infinity'
  }[]
}

describe.skipIf(!hasMarketData)("as empyrical's published vectors", () => {
  const file: EmpyricalFile = read('empyrical_a.json')

  test('every value: where it says NaN or infinite, there is no figure here', () => {
    const rows = file.vectors.map(({ metric, series, period, expected }) => ({
      of: `${metric} of ${series}`,
      found: ours(metric, seriesOf(series, period)),
      expected,
    }))
    for (const { of, found, expected } of rows) {
      if (typeof expected === 'string') expect(Number.isFinite(found), of).toBe(isZero(of))
      else expect(found, of).toBeCloseTo(expected, of.startsWith('cum') ? 4 : 10)
    }
    expect(rows).toHaveLength(19)
  })

  /** An empty series has lost nothing and grown by nothing; the table of figures says that it has no returns. */
  function isZero(of: string): boolean {
    return of === 'max_drawdown of empty_returns'
  }

  /** A first day of which nothing is known is counted there among the days of a year, but not in means. */
  function seriesOf(name: string, period = 'daily') {
    const values = file.series[name] ?? (JSON.parse(name) as number[])
    const periodsPerYear = file.conventions.periods_per_year[period] ?? Number.NaN
    const known = values.filter((value) => value !== null)
    const counted = values.map((value) => value ?? 0)
    return {
      known: { returns: Float64Array.from(known), periodsPerYear },
      counted: { returns: Float64Array.from(counted), periodsPerYear },
    }
  }

  function ours(name: string, { known, counted }: Record<'known' | 'counted', ReturnSeries>) {
    switch (name) {
      case 'max_drawdown':
        return -drawdownOfReturns(known.returns)
      case 'sharpe_ratio':
        return sharpeRatio(known).ratio
      case 'sortino_ratio':
        return sortinoRatio(known)
      case 'annual_return':
        return annualGrowth(counted)
      case 'calmar_ratio':
        return annualGrowth(counted) / drawdownOfReturns(known.returns)
      default:
        return totalReturn(known.returns)
    }
  }
})

type FreqtradeFile = {
  readonly strategy: {
    readonly StrategyTestV3: Readonly<Record<string, number>> & {
      readonly trades: readonly {
        readonly profit_abs: number
        readonly profit_ratio: number
        readonly trade_duration: number
        readonly open_timestamp: number
        readonly close_timestamp: number
      }[]
    }
  }
}

describe.skipIf(!hasMarketData)("as freqtrade's summary of 179 trades", () => {
  const summary = hasMarketData
    ? read<FreqtradeFile>('freqtrade_backtest-result.json.gz').strategy.StrategyTestV3
    : null
  const trades = summary?.trades ?? []
  const terms = {
    initial: summary?.['starting_balance'] ?? 0,
    days: summary?.['backtest_days'] ?? 0,
  }

  test('profit, profit factor, yearly growth and drawdown by its definitions', () => {
    // Trades closed in the same minute stand in an order of its own: with the winning ones first its drawdown follows.
    const closed = trades
      .map(({ profit_abs, close_timestamp }) => ({ pnl: profit_abs, closedAt: close_timestamp }))
      .sort((a, b) => b.pnl - a.pnl)
    const found = freqtradeFigures(closed, terms)
    expect(found.profitTotal).toBeCloseTo(summary?.['profit_total'] ?? 0, 12)
    expect(found.profitFactor).toBeCloseTo(summary?.['profit_factor'] ?? 0, 12)
    expect(found.cagr).toBeCloseTo(summary?.['cagr'] ?? 0, 9)
    expect(found.maxDrawdown).toBeCloseTo(summary?.['max_drawdown_abs'] ?? 0, 15)
    expect(found.maxDrawdownPart).toBeCloseTo(summary?.['max_drawdown_account'] ?? 0, 12)
  })

  test('ours differ where they mean something else', () => {
    const { metrics, notAvailable } = metricsDocument(ourTable())
    expect(metrics.trades).toBe(summary?.['total_trades'])
    expect(metrics.profitFactor).toBeCloseTo(summary?.['profit_factor'] ?? 0, 12)
    // Nineteen whole days, on 21 dates, blown up to a year are no yearly growth, and too few for a ratio.
    expect(summary?.['cagr']).toBeGreaterThan(5)
    expect(notAvailable.cagr).toBe('it needs 90 days, there are 21: see the total return')
    expect(notAvailable.sharpe).toBe('it needs 30 periods, there are 21')
    // A trade is won there when its rounded ratio is above 0, here when it made money: 122 draws made a trifle.
    expect(summary?.['wins']).toBe(trades.filter(({ profit_ratio }) => profit_ratio > 0).length)
    expect(trades.filter(({ profit_ratio }) => profit_ratio === 0)).toHaveLength(122)
    expect(metrics.winRate).toBeCloseTo(170 / 179, 12)
    // It cuts mean holding times to whole minutes.
    expect(Math.floor((metrics.holdingMs ?? 0) / MINUTE_MS)).toBe(
      (summary?.['holding_avg_s'] ?? 0) / 60,
    )
  })

  function ourTable() {
    const byClose = trades.toSorted((a, b) => a.close_timestamp - b.close_timestamp)
    let worth = terms.initial
    return metricsOfRun({
      initial: terms.initial,
      curve: {
        at: Float64Array.from(byClose, (trade) => trade.close_timestamp),
        equity: Float64Array.from(byClose, (trade) => (worth += trade.profit_abs)),
      },
      trades: columnsOfTrades(
        byClose.map((trade) => ({
          pnl: trade.profit_abs,
          r: null,
          fees: 0,
          entryTime: trade.open_timestamp,
          exitTime: trade.close_timestamp,
        })),
      ),
    })
  }
})

function read<Shape>(name: string): Shape {
  if (!hasMarketData) return { series: {}, vectors: [] } as Shape
  return JSON.parse(new TextDecoder().decode(marketDataBytes(`vectors/metrics/${name}`)))
}
