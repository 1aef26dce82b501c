import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import { DAY_MS } from '#core/time/time.ts'

/** What each period made of what it began with (0.01 is one percent), and how many periods a year has. */
export type ReturnSeries = { readonly returns: Float64Array; readonly periodsPerYear: number }

export const DAYS_PER_YEAR = 365

/** Value over time: columns of equal length, oldest first, times in Unix milliseconds. */
export type EquityCurve = { readonly at: Float64Array; readonly equity: Float64Array }

/** What there was at the close of every bar. */
export function curveOfBars(bars: Bars, equity: Float64Array): EquityCurve {
  const at = new Float64Array(bars.length)
  for (let i = 0; i < at.length; i += 1) at[i] = closeTimeOf(bars, i)
  return { at, equity }
}

/**
 * The returns of UTC days, each measured at the last value of the day, midnight at its end included; the first begins
 * with `initial`. An account is worth on a day without a value what it was worth before, so such a day returns 0 and
 * is counted: a year has 365 days whatever the market.
 */
export function dailyReturns({ at, equity }: EquityCurve, initial: number): ReturnSeries {
  const { length } = at
  if (length === 0) return { returns: new Float64Array(0), periodsPerYear: DAYS_PER_YEAR }
  // Both columns hold so many values.
  const first = dayOf(at[0] as number)
  const returns = new Float64Array(dayOf(at[length - 1] as number) - first + 1)
  let before = initial
  for (let i = 0; i < length; ) {
    const day = dayOf(at[i] as number)
    const last = lastUpTo(at, (day + 1) * DAY_MS, i)
    const value = equity[last] as number
    returns[day - first] = value / before - 1
    before = value
    i = last + 1
  }
  return { returns, periodsPerYear: DAYS_PER_YEAR }
}

/** The last of ascending times that is not after `time`, searched from `from`, which is not: in growing steps, then between. */
function lastUpTo(at: Float64Array, time: number, from: number): number {
  let low = from
  let step = 1
  // Each index is asked for within the column.
  while (low + step < at.length && (at[low + step] as number) <= time) {
    low += step
    step *= 2
  }
  let high = Math.min(at.length, low + step)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((at[middle] as number) <= time) low = middle
    else high = middle
  }
  return low
}

/** Counted from 1970; midnight belongs to the day that ends there. */
function dayOf(at: number): number {
  return Math.ceil(at / DAY_MS) - 1
}

/** The returns between the values of a column; the first begins with the first value. */
export function stepReturns(equity: Float64Array): Float64Array {
  return equity.subarray(1).map((value, i) => value / (equity[i] ?? Number.NaN) - 1)
}

/** What the periods made together: the product of their growth, less one. */
export function totalReturn(returns: Float64Array): number {
  return returns.reduce((growth, value) => growth * (1 + value), 1) - 1
}

/** The growth of one year at which the periods end where they do (CAGR): (1 + total) ^ (periods a year / n) - 1. */
export function annualGrowth({ returns, periodsPerYear }: ReturnSeries): number {
  if (returns.length === 0) return Number.NaN
  return Math.max(0, 1 + totalReturn(returns)) ** (periodsPerYear / returns.length) - 1
}
