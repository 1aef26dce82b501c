import type { BacktestResultView, RunSummary } from '#api/codecs/research.ts'
import { assert } from '#core/assert.ts'
import { attribute } from '#core/backtest/attribution.ts'
import { barLoop } from '#core/backtest/bar-loop.ts'
import {
  type Backtest,
  type BacktestResult,
  finishBacktest,
  startBacktest,
} from '#core/backtest/run-backtest.ts'
import { TAINTS } from '#core/backtest/taint.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import { closeTimeOf } from '#core/market/bars.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { unixMsOf } from '#core/time/time.ts'
import { measureRun } from './measure-run.ts'
import { monthReturns } from './month-returns.ts'
import type { RunJob } from './run-job.ts'
import { thinEquity } from './thin-equity.ts'

/** Progress is told after so many bars. */
export const BARS_PER_SLICE = 100_000
/** A result tells so many trades at most, the newest; figures are made of all. */
export const TRADES_TOLD_MAX = 5_000

export type BacktestJob = RunJob & { readonly kind: 'BACKTEST' }

export type PlayedBacktest = { readonly summary: RunSummary; readonly result: BacktestResultView }

export type PlayOptions = {
  onProgress(progress: number): void
  hashesOf(run: Backtest): BacktestResultView['hashes']
}

/** Plays a backtest to its end, telling how far it is, and says all that a screen shows of it. */
export function playBacktest(job: BacktestJob, options: PlayOptions): PlayedBacktest {
  const { bars, assumptions, tick, parameters: values } = job
  const strategy = ALL_STRATEGIES.find(({ name }) => name === job.strategy)
  assert(strategy !== undefined, 'a queued run names a strategy that there is')
  const backtest: Backtest = { bars, strategy, values, assumptions, tick }
  const terms = startBacktest(backtest)
  for (let from = 0; from < bars.length; from += BARS_PER_SLICE) {
    barLoop(terms, from, Math.min(from + BARS_PER_SLICE, bars.length))
    options.onProgress(from / bars.length)
  }
  return tell(backtest, finishBacktest(backtest, terms), options)
}

function tell(
  backtest: Backtest,
  { trades: log, equity, finalEquity, taint, refusals }: BacktestResult,
  { hashesOf }: PlayOptions,
): PlayedBacktest {
  const { bars, assumptions } = backtest
  const { cash } = assumptions
  const trades = log.toArray()
  const { returned, drawdownMax, sharpe, ...measured } = measureRun(bars, equity, { trades, cash })
  const summary = { finalEquity, returned, drawdownMax, sharpe }
  return {
    summary: { bars: bars.length, trades: trades.length, ...summary },
    result: {
      kind: 'BACKTEST',
      bars: bars.length,
      // A run without bars is refused before it is played.
      firstAt: unixMsOf(bars.openAt[0] as number),
      lastAt: closeTimeOf(bars, bars.length - 1),
      equity: thinEquity(bars, equity),
      tradeCount: trades.length,
      trades: trades.slice(-TRADES_TOLD_MAX).map(tradeOf),
      ...measured,
      attribution: attribute(trades),
      months: monthReturns(bars, equity, cash),
      taint: taint.map((code) => ({ code, text: TAINTS[code] })),
      refusals: { ...refusals },
      hashes: hashesOf(backtest),
    },
  }
}

function tradeOf(trade: Trade): BacktestResultView['trades'][number] {
  const { entryBar: _entryBar, exitBar: _exitBar, funding: _funding, ...told } = trade
  return {
    ...told,
    entryTime: unixMsOf(trade.entryTime),
    exitTime: unixMsOf(trade.exitTime),
  }
}
