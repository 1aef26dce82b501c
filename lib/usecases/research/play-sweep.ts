import type { GridView, RunSummary } from '#api/codecs/research.ts'
import type { SweepResultView } from '#api/codecs/research-result.ts'
import { assert } from '#core/assert.ts'
import type { SweepPoints } from '#core/backtest/sweep-points.ts'
import { closeTimeOf } from '#core/market/bars.ts'
import { deflatedSharpe } from '#core/metrics/deflated-sharpe.ts'
import { momentsOf } from '#core/metrics/moments.ts'
import { sharpeOfPeriod } from '#core/metrics/sharpe.ts'
import { unixMsOf } from '#core/time/time.ts'
import { strategyOf } from './asked-terms.ts'
import type { PlayedPoint, SweepTerms } from './play-point.ts'
import type { RunJob } from './run-job.ts'
import { pointsOfGrid } from './sweep-grid.ts'

export type SweepJob = RunJob & { readonly kind: 'SWEEP'; readonly grid: GridView }

export type PlayedSweep = { readonly summary: RunSummary; readonly result: SweepResultView }

type SweepPlan = SweepPoints & SweepTerms

/** What a sweep plays: every combination of its grid that its strategy takes. */
export function planSweep({ strategy: name, parameters, grid }: SweepJob): SweepPlan {
  const strategy = strategyOf(name)
  const swept = Object.keys(strategy.parameters).filter((parameter) => parameter in grid)
  return { ...pointsOfGrid(strategy, parameters, grid), strategy, swept }
}

/** The result of a sweep whose every combination has been played, in the order of its plan. */
export function concludeSweep(
  { bars }: SweepJob,
  { swept, refused }: SweepPlan,
  played: readonly PlayedPoint[],
): PlayedSweep {
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
