import { type Backtest, runBacktest } from '#core/backtest/run-backtest.ts'
import { deflatedSharpe } from '#core/metrics/deflated-sharpe.ts'
import { momentsOf } from '#core/metrics/moments.ts'
import { curveOfBars, dailyReturns } from '#core/metrics/return-series.ts'
import { sharpeOfPeriod } from '#core/metrics/sharpe.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'

/** Points whose Sharpe ratios tell how far trials lie apart, spread evenly over all. */
const SAMPLE_MAX = 50

export type Judged = {
  readonly trials: number
  /** Of one UTC day. */
  readonly sharpeDaily: number | null
  /** The probability that the best of so many is worth anything at all; below 0.95 it may well be luck. */
  readonly deflatedSharpe: number | null
}

/** Judges the best of a sweep by the number of trials it was taken from. */
export function judgeBest(
  run: Omit<Backtest, 'values'>,
  best: ParameterValues,
  points: readonly ParameterValues[],
): Judged {
  const equity = new Float64Array(run.bars.length)
  const momentsWith = (values: ParameterValues) => {
    const { bars, assumptions } = run
    runBacktest({ ...run, values, equity })
    return momentsOf(dailyReturns(curveOfBars(bars, equity), assumptions.cash).returns)
  }
  const step = Math.ceil(points.length / SAMPLE_MAX)
  const sample = points.filter((_, index) => index % step === 0)
  const ratios = sample.map((values) => sharpeOfPeriod(momentsWith(values))).filter(Number.isFinite)
  const { deviation } = momentsOf(Float64Array.from(ratios))
  const moments = momentsWith(best)
  const sharpe = sharpeOfPeriod(moments)
  const trials = points.length
  const spread = Number.isFinite(deviation) ? deviation : 0
  return {
    trials,
    sharpeDaily: finiteOrNull(sharpe),
    deflatedSharpe: finiteOrNull(
      deflatedSharpe(sharpe, moments, { count: trials, deviation: spread }),
    ),
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
