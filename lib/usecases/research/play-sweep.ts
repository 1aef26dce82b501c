import type { GridView, RunSummary } from '#api/codecs/research.ts'
import type { SweepPointView, SweepResultView } from '#api/codecs/research-result.ts'
import { assert } from '#core/assert.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import { closeTimeOf } from '#core/market/bars.ts'
import { deflatedSharpe } from '#core/metrics/deflated-sharpe.ts'
import type { Metric } from '#core/metrics/metric.ts'
import { metricsOfCurve } from '#core/metrics/metric-table.ts'
import { type Moments, momentsOf } from '#core/metrics/moments.ts'
import { curveOfBars, dailyReturns } from '#core/metrics/return-series.ts'
import { sharpeOfPeriod } from '#core/metrics/sharpe.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { unixMsOf } from '#core/time/time.ts'
import { strategyOf } from './asked-terms.ts'
import type { PlayOptions, RunJob } from './play-backtest.ts'
import { pointsOfGrid } from './sweep-grid.ts'

export type SweepJob = RunJob & { readonly kind: 'SWEEP'; readonly grid: GridView }

export type PlayedSweep = { readonly summary: RunSummary; readonly result: SweepResultView }

/** With the moments of its daily returns. */
type PlayedPoint = { readonly view: SweepPointView; readonly moments: Moments }

/**
 * Plays every combination of a grid, telling how far it is. In one thread, so that the desk's other work keeps the
 * rest of the machine; and through the whole engine, since a Sharpe ratio asks for equity at every bar.
 */
export function playSweep(
  job: SweepJob,
  { onProgress }: Pick<PlayOptions, 'onProgress'>,
): PlayedSweep {
  const { bars, grid } = job
  const strategy = strategyOf(job.strategy)
  const { points, refused } = pointsOfGrid(strategy, job.parameters, grid)
  const swept = Object.keys(strategy.parameters).filter((name) => name in grid)
  const play = pointPlayer(job, { strategy, swept })
  const played = points.map((values, index) => {
    onProgress(index / points.length)
    return play(values)
  })
  const best = indexOfBest(played)
  const winner = played[best]
  assert(winner !== undefined, 'a queued sweep has a combination that its strategy takes')
  const { values: _values, ...figures } = winner.view
  return {
    summary: { bars: bars.length, ...figures },
    result: {
      kind: 'SWEEP',
      bars: bars.length,
      // A run without bars is refused before it is played.
      firstAt: unixMsOf(bars.openAt[0] as number),
      lastAt: closeTimeOf(bars, bars.length - 1),
      swept,
      points: played.map(({ view }) => view),
      refused,
      best,
      deflatedSharpe: judge(played, winner),
    },
  }
}

type Swept = { readonly strategy: Strategy; readonly swept: readonly string[] }

/** Plays one combination after the other in the same memory. */
function pointPlayer(
  { bars, assumptions, tick }: SweepJob,
  { strategy, swept }: Swept,
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

function indexOfBest(played: readonly PlayedPoint[]): number {
  const isJudged = played.some(({ view }) => view.sharpe !== null)
  let [best, highest] = [0, Number.NEGATIVE_INFINITY]
  for (const [index, { view }] of played.entries()) {
    const worth = isJudged ? view.sharpe : view.finalEquity
    if (worth !== null && worth > highest) [best, highest] = [index, worth]
  }
  return best
}

/** The deflated Sharpe ratio of the best, allowing for every trial there was; null where it has no ratio. */
function judge(played: readonly PlayedPoint[], { view, moments }: PlayedPoint): number | null {
  if (view.sharpe === null) return null
  const known = played.filter((point) => point.view.sharpe !== null)
  const { deviation } = momentsOf(known.map((point) => sharpeOfPeriod(point.moments)))
  const trials = { count: played.length, deviation: known.length > 1 ? deviation : 0 }
  const probability = deflatedSharpe(sharpeOfPeriod(moments), moments, trials)
  return Number.isFinite(probability) ? probability : null
}
