import type { Assumptions } from '#core/backtest/assumptions.ts'
import { barLoop } from '#core/backtest/bar-loop.ts'
import {
  type Backtest,
  type BacktestResult,
  finishBacktest,
  runBacktest,
  startBacktest,
} from '#core/backtest/run-backtest.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import type { Orders } from '#core/strategies/orders.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

export type WalkForward = {
  readonly bars: Bars
  readonly tick: number | null
  readonly strategy: Strategy
  readonly assumptions: Assumptions
  /** What may be chosen in each window. */
  readonly points: readonly ParameterValues[]
  readonly trainBars: number
  readonly testBars: number
}

export type WalkForwardWindow = {
  readonly trainFrom: number
  readonly testFrom: number
  /** Exclusive. */
  readonly testTo: number
  readonly chosen: ParameterValues
  /** What the chosen earned on each, as a part of the equity it began with. */
  readonly trainReturn: number
  readonly testReturn: number
  readonly trades: number
}

export type WalkForwardReport = {
  readonly windows: readonly WalkForwardWindow[]
  /** Of all test windows one after the other. */
  readonly finalEquity: number
  /** What a year's test earned for each unit of training; 1 keeps its promise. Null without a gain in training. */
  readonly efficiency: number | null
}

/**
 * Chooses the best point on each stretch of the past and trades it on the stretch behind, which it has not seen:
 * what a person who re-fits would have earned. Each test begins flat, its indicators warmed up on the bars before.
 */
export function walkForward(terms: WalkForward): WalkForwardReport {
  const { bars, trainBars, testBars, assumptions } = terms
  const windows: WalkForwardWindow[] = []
  let cash = assumptions.cash
  for (let from = 0; from + trainBars + testBars <= bars.length; from += testBars) {
    const testFrom = from + trainBars
    const testTo = testFrom + testBars
    const { chosen, trainReturn } = choose(terms, from, testFrom)
    const { finalEquity, trades } = testOn(terms, { chosen, testFrom, testTo, cash })
    const testReturn = finalEquity / cash - 1
    cash = finalEquity
    const count = trades.length
    windows.push({
      trainFrom: from,
      testFrom,
      testTo,
      chosen,
      trainReturn,
      testReturn,
      trades: count,
    })
  }
  return { windows, finalEquity: cash, efficiency: efficiencyOf(windows, trainBars / testBars) }
}

/** The point with the highest final equity; the first of equals. */
function choose({ points, bars, ...run }: WalkForward, from: number, to: number) {
  const slice = sliceBars(bars, from, to)
  const equity = new Float64Array(slice.length)
  const finals = points.map((values) => {
    return runBacktest({ ...run, bars: slice, values, equity }).finalEquity
  })
  const best = finals.reduce((at, final, index) => (final > finals[at]! ? index : at), 0)
  return { chosen: points[best]!, trainReturn: finals[best]! / run.assumptions.cash - 1 }
}

type Test = {
  readonly chosen: ParameterValues
  readonly testFrom: number
  readonly testTo: number
  readonly cash: number
}

function testOn(terms: WalkForward, { chosen, testFrom, testTo, cash }: Test): BacktestResult {
  const { bars, strategy, assumptions, tick } = terms
  const from = Math.max(0, testFrom - strategy.warmUp(chosen))
  const backtest: Backtest = {
    bars: sliceBars(bars, from, testTo),
    strategy,
    values: chosen,
    assumptions: { ...assumptions, cash },
    tick,
  }
  const run = startBacktest(backtest)
  const warm = testFrom - from
  for (let i = 0; i < warm; i++) run.running.onBar(i, DEAF)
  barLoop(run, warm, run.bars.length)
  return finishBacktest(backtest, run)
}

/** Hears nothing that is asked for: for bars before the test. */
const DEAF: Orders = {
  position: 0,
  entryPrice: Number.NaN,
  isEntering: false,
  long() {},
  short() {},
  close() {},
  cancel() {},
  protect() {},
}

function efficiencyOf(windows: readonly WalkForwardWindow[], trainPerTest: number): number | null {
  const sum = (part: (window: WalkForwardWindow) => number) =>
    windows.reduce((total, window) => total + part(window), 0)
  const trained = sum(({ trainReturn }) => trainReturn)
  return trained > 0 ? (sum(({ testReturn }) => testReturn) * trainPerTest) / trained : null
}
