import type { SweepPointView } from '#api/codecs/research-result.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import type { Metric } from '#core/metrics/metric.ts'
import { metricsOfCurve } from '#core/metrics/metric-table.ts'
import { type Moments, momentsOf } from '#core/metrics/moments.ts'
import { curveOfBars, dailyReturns } from '#core/metrics/return-series.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import type { RunJob } from './run-job.ts'

/** One combination, with the moments of its daily returns. */
export type PlayedPoint = { readonly view: SweepPointView; readonly moments: Moments }

export type SweepTerms = {
  readonly strategy: Strategy
  /** The names of the parameters that are swept. */
  readonly swept: readonly string[]
}

/**
 * Plays one combination after the other in the same memory, through the whole engine, since a Sharpe ratio asks for
 * equity at every bar. What was played before decides nothing.
 */
export function pointPlayer(
  { bars, assumptions, tick }: RunJob,
  { strategy, swept }: SweepTerms,
): (values: ParameterValues) => PlayedPoint {
  const { cash } = assumptions
  const curve = curveOfBars(bars, new Float64Array(bars.length))
  const { equity } = curve
  return (values) => {
    const { trades, finalEquity } = runBacktest({
      bars,
      strategy,
      values,
      assumptions,
      tick,
      equity,
    })
    const series = dailyReturns(curve, cash)
    const table = metricsOfCurve({ curve, initial: cash, series })
    const view = {
      // Only parameters that are numbers are swept.
      values: swept.map((name) => values[name] as number),
      finalEquity,
      trades: trades.length,
      returned: figureOf(table.totalReturn) ?? 0,
      drawdownMax: figureOf(table.maxDrawdown) ?? 0,
      sharpe: figureOf(table.sharpe),
    }
    return { view, moments: momentsOf(series.returns) }
  }
}

function figureOf(metric: Metric | undefined): number | null {
  return metric?.kind === 'known' ? metric.value : null
}
