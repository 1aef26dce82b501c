import type { TradeColumns } from '#core/backtest/trade-columns.ts'
import { type Drawdown, deepestDrawdown, drawdownOfReturns } from '#core/metrics/drawdown.ts'
import { type Metric, type MetricTable, metric } from '#core/metrics/metric.ts'
import { momentsOf } from '#core/metrics/moments.ts'
import {
  annualGrowth,
  DAYS_PER_YEAR,
  dailyReturns,
  type EquityCurve,
  type ReturnSeries,
  totalReturn,
} from '#core/metrics/return-series.ts'
import { sharpeRatio, sortinoRatio } from '#core/metrics/sharpe.ts'
import { tradeMetrics } from '#core/metrics/trade-metrics.ts'

/** Fewer periods say nothing about how returns spread. */
const PERIODS_MIN = 30
/** Below it a yearly growth is the growth of weeks blown up. */
const GROWTH_DAYS_MIN = 90
const CALMAR_YEARS = 3

export type Limits = { readonly periodsMin: number; readonly growthDaysMin: number }
const USUAL_LIMITS: Limits = { periodsMin: PERIODS_MIN, growthDaysMin: GROWTH_DAYS_MIN }
/** For comparison with those who divide by anything. */
export const NO_LIMITS: Limits = { periodsMin: 0, growthDaysMin: 0 }

export type Run = {
  readonly curve: EquityCurve
  /** What it began with, before the first value. */
  readonly initial: number
  readonly trades: TradeColumns
}

/** All figures of a backtest or an account: its UTC days, its curve and its trades. */
export function metricsOfRun({ curve, initial, trades }: Run): MetricTable {
  const series = dailyReturns(curve, initial)
  return { ...metricsOfCurve({ curve, initial, series }), ...metricsOfTrades(trades) }
}

/** The figures of a curve whose periods are told. */
export function metricsOfCurve(
  { curve, initial, series }: Omit<Run, 'trades'> & { readonly series: ReturnSeries },
  terms: Terms = {},
): MetricTable {
  return {
    ...metricsOfReturns(series, terms),
    ...metricsOfDrawdown(deepestDrawdown(curve, initial)),
  }
}

export type Terms = {
  readonly limits?: Limits
  /** What one period returns without any risk. */
  readonly riskFree?: number
}

/** The figures of a series of returns. */
export function metricsOfReturns(
  series: ReturnSeries,
  { limits = USUAL_LIMITS, riskFree = 0 }: Terms = {},
): MetricTable {
  const { returns, periodsPerYear } = series
  const { count, deviation, skewness, kurtosis } = momentsOf(returns)
  const depth = drawdownOfReturns(returns)
  const known = (value: number) => metric(value, 'there are no returns')
  const spread = (value: number, reason: string) =>
    count < limits.periodsMin ? tooFew(limits.periodsMin, count) : metric(value, reason)
  const { ratio, standardError } = sharpeRatio(series, riskFree)
  const sharpe = spread(ratio, 'the returns do not vary')
  return {
    totalReturn: known(count === 0 ? Number.NaN : totalReturn(returns)),
    cagr: grown(series, limits),
    volatility: spread(deviation * Math.sqrt(periodsPerYear), 'there are fewer than two returns'),
    sharpe: sharpe.kind === 'known' ? { ...sharpe, standardError } : sharpe,
    sortino: spread(sortinoRatio(series, riskFree), 'no period lost anything'),
    calmar: calmar(series, limits),
    maxDrawdown: known(count === 0 ? Number.NaN : depth),
    maxDrawdownDaily: known(count === 0 ? Number.NaN : depth),
    skewness: spread(skewness, 'the returns do not vary'),
    kurtosis: spread(kurtosis, 'the returns do not vary'),
    bestPeriod: known(returns.reduce((a, b) => Math.max(a, b), -Infinity)),
    worstPeriod: known(returns.reduce((a, b) => Math.min(a, b), Infinity)),
  }
}

function tooFew(needed: number, found: number): Metric {
  return { kind: 'none', reason: `it needs ${needed} periods, there are ${found}` }
}

function grown(series: ReturnSeries, { growthDaysMin }: Limits): Metric {
  const days = (series.returns.length / series.periodsPerYear) * DAYS_PER_YEAR
  if (days >= growthDaysMin) return metric(annualGrowth(series), 'there are no returns')
  return {
    kind: 'none',
    reason: `it needs ${growthDaysMin} days, there are ${Math.floor(days)}: see the total return`,
  }
}

function calmar({ returns, periodsPerYear }: ReturnSeries, limits: Limits): Metric {
  const window = Math.min(returns.length, Math.round(CALMAR_YEARS * periodsPerYear))
  const last = { returns: returns.subarray(returns.length - window), periodsPerYear }
  const growth = grown(last, limits)
  if (growth.kind === 'none') return growth
  return metric(growth.value / drawdownOfReturns(last.returns), 'there was no drawdown')
}

function metricsOfDrawdown(drawdown: Drawdown): MetricTable {
  const { depth, lowAt, recoveredAt, longestMs } = drawdown
  const recovery = lowAt === null || recoveredAt === null ? Number.NaN : recoveredAt - lowAt
  return {
    maxDrawdown: metric(depth, 'there are no values'),
    drawdownMs: metric(longestMs, 'there are no values'),
    recoveryMs: metric(recovery, depth === 0 ? 'there was no drawdown' : 'it has not recovered'),
  }
}

function metricsOfTrades(trades: TradeColumns): MetricTable {
  const found = tradeMetrics(trades)
  const { count, won, lost, withR } = found
  const noTrades = 'there are no trades'
  const noLosses = count === 0 ? noTrades : `no losses in ${count} trades`
  const noWins = count === 0 ? noTrades : `no wins in ${count} trades`
  const noStops = count === 0 ? noTrades : 'no trade had a stop'
  return {
    trades: metric(count, noTrades),
    winRate: metric(found.winRate, noTrades),
    averageWin: metric(found.averageWin, noWins),
    averageLoss: metric(found.averageLoss, noLosses),
    profitFactor: metric(found.profitFactor, noLosses),
    expectancy: metric(found.expectancy, noTrades),
    expectancyRatio: metric(found.expectancyRatio, lost === 0 ? noLosses : noWins),
    expectancyR: metric(found.expectancyR, noStops),
    sqn: metric(found.sqn, withR === 0 ? noStops : 'the results in R do not vary'),
    holdingMs: metric(found.holdingMs, noTrades),
    lossesInARow: metric(found.lossesInARow, noTrades),
    fees: metric(found.fees, won + lost === 0 ? noTrades : 'the fees are unknown'),
  }
}
