import { type Moments, momentsOf } from '#core/metrics/moments.ts'
import type { ReturnSeries } from '#core/metrics/return-series.ts'

/** A deviation this small beside the mean is what rounding leaves of returns that are all the same. */
const NOTHING = 1e-12

export type SharpeRatio = {
  /** Of a year. NaN for fewer than two periods and for returns that do not vary. */
  readonly ratio: number
  /** Of that ratio, by Mertens (2002), which allows for skewed returns with fat tails. */
  readonly standardError: number
}

/**
 * The mean return above `riskFree` (of one period) over its sample standard deviation (divided by n - 1), times the
 * square root of the periods in a year. Sharpe, The Sharpe Ratio, 1994.
 */
export function sharpeRatio(series: ReturnSeries, riskFree = 0): SharpeRatio {
  const moments = momentsOf(series.returns)
  const perPeriod = sharpeOfPeriod(moments, riskFree)
  const year = Math.sqrt(series.periodsPerYear)
  return { ratio: perPeriod * year, standardError: sharpeError(perPeriod, moments) * year }
}

/** The ratio not annualised. */
export function sharpeOfPeriod({ mean, deviation }: Moments, riskFree = 0): number {
  return deviation > NOTHING * Math.abs(mean) ? (mean - riskFree) / deviation : Number.NaN
}

/** The standard error of a ratio that is not annualised. */
export function sharpeError(ratio: number, { count, skewness, kurtosis }: Moments): number {
  return Math.sqrt((1 - skewness * ratio + ((kurtosis - 1) / 4) * ratio ** 2) / (count - 1))
}

/**
 * The mean return above `target` (of one period) over the root of the mean square of what fell short of it, over all
 * periods, times the square root of the periods in a year. NaN when nothing fell short. Sortino and Price, 1994.
 */
export function sortinoRatio({ returns, periodsPerYear }: ReturnSeries, target = 0): number {
  const shortfall = returns.reduce((sum, value) => sum + Math.min(value - target, 0) ** 2, 0)
  if (shortfall === 0) return Number.NaN
  const { mean, count } = momentsOf(returns)
  return ((mean - target) / Math.sqrt(shortfall / count)) * Math.sqrt(periodsPerYear)
}
