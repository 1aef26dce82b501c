import type { BacktestResultView, MetricView, ResearchRunView } from '#api/codecs/research.ts'
import type { EquityCurve } from '#components/ui/draw-equity.ts'
import { dateTimeText } from '#components/ui/time-text.ts'
import type { UnixMs } from '#core/time/time.ts'
import { numberText, sizingText } from './research-words.ts'

/** A backtest that is done. */
export type Compared = { readonly run: ResearchRunView; readonly result: BacktestResultView }

/** Both curves begin here, whatever their cash. */
const START = 100

/** Both curves on the times of both, from 100 at their start; the second as the line that is compared with. */
export function comparedCurve(a: Compared, b: Compared): EquityCurve {
  const times = new Set([a, b].flatMap(({ result }) => result.equity.map(({ at }) => at)))
  const pointOfA = pointsOver(a)
  const pointOfB = pointsOver(b)
  return [...times]
    .sort((one, other) => one - other)
    .map((at) => {
      const [ofA, ofB] = [pointOfA(at), pointOfB(at)]
      return {
        at,
        equity: growthOf(a, ofA),
        baseline: growthOf(b, ofB),
        drawdown: ofA?.drawdown ?? null,
        baselineDrawdown: ofB?.drawdown ?? null,
      }
    })
}

type Point = BacktestResultView['equity'][number]

/** The newest point at each time, of times that only grow; null before the first and after the last. */
function pointsOver({ result: { equity } }: Compared): (at: UnixMs) => Point | null {
  const last = equity.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  let next = 0
  return (at) => {
    while ((equity[next]?.at ?? Number.POSITIVE_INFINITY) <= at) next += 1
    return at > last ? null : (equity[next - 1] ?? null)
  }
}

function growthOf({ run }: Compared, point: Point | null): number | null {
  return point === null ? null : (point.equity / run.assumptions.cash) * START
}

export type ComparedMetric = { readonly a: MetricView; readonly b: MetricView }

/** The figures that both have. */
export function comparedMetrics(a: Compared, b: Compared): readonly ComparedMetric[] {
  return a.result.metrics.flatMap((ofA) => {
    const ofB = b.result.metrics.find(({ name }) => name === ofA.name)
    return ofB === undefined ? [] : [{ a: ofA, b: ofB }]
  })
}

export type Difference = { readonly name: string; readonly a: string; readonly b: string }

/** What the runs were asked with and made of, wherever it is not the same. */
export function differencesOf(a: Compared, b: Compared): readonly Difference[] {
  const [factsA, factsB] = [factsOf(a), factsOf(b)]
  return [...new Set([...factsA.keys(), ...factsB.keys()])]
    .map((name) => ({ name, a: factsA.get(name) ?? '–', b: factsB.get(name) ?? '–' }))
    .filter((fact) => fact.a !== fact.b)
}

function factsOf({ run, result }: Compared): ReadonlyMap<string, string> {
  const { sizing, slippage, cash, feeBps, makerFeeBps, leverage, maintenance, atEnd } =
    run.assumptions
  return new Map([
    ['Strategy', run.strategy],
    ['Market', `${run.instrumentId}, ${run.source}`],
    ['Timeframe', run.timeframe],
    ['First bar', dateTimeText(result.firstAt)],
    ['Last bar', dateTimeText(result.lastAt)],
    ...Object.entries(run.parameters).map(
      ([name, value]) => [`Parameter ${name}`, String(value)] as const,
    ),
    ['Cash', numberText(cash)],
    ['Size', sizingText(sizing)],
    ['Fee, bps', numberText(feeBps)],
    ['Maker fee, bps', numberText(makerFeeBps)],
    ['Half spread, bps', numberText(slippage.halfSpreadBps)],
    ['Slippage, times the range', numberText(slippage.atrTimes)],
    ['Impact', numberText(slippage.impact)],
    ['Leverage', numberText(leverage)],
    ['Maintenance', numberText(maintenance)],
    ['A position at the end', atEnd],
    ...Object.entries(result.hashes).map(([name, hash]) => [`SHA-256 of ${name}`, hash] as const),
  ])
}
