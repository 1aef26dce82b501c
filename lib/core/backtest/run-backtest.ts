import { assert } from '#core/assert.ts'
import { type Assumptions, checkAssumptions } from '#core/backtest/assumptions.ts'
import { type BarLoop, barLoop, type LoopTerms } from '#core/backtest/bar-loop.ts'
import { Broker } from '#core/backtest/broker.ts'
import { DetailBars } from '#core/backtest/detail-bars.ts'
import { FundingMoments } from '#core/backtest/funding-moments.ts'
import type { RefusalReason } from '#core/backtest/sizing.ts'
import { slippageOf } from '#core/backtest/slippage.ts'
import { type Taint, taintOf } from '#core/backtest/taint.ts'
import type { TradeLog } from '#core/backtest/trade-log.ts'
import { Wallet } from '#core/backtest/wallet.ts'
import type { Bars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

const STRETCH_BARS = 1_024

export type Backtest = {
  readonly bars: Bars
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly assumptions: Assumptions
  /** The grid of the data's prices, when they lie on one: strategies compare exactly on it. */
  readonly tick: number | null
  /** The same time in a shorter timeframe. */
  readonly detail?: Bars
  /** The loop over bars, when not the ordinary one; all give the same to the last bit. */
  readonly loop?: BarLoop
  /** Where equity is written, when a column is to be used again. */
  readonly equity?: Float64Array
}

export type OpenAtEnd = {
  readonly entryBar: number
  readonly entryPrice: number
  /** Below zero for a short. */
  readonly quantity: number
}

export type BacktestResult = {
  readonly trades: TradeLog
  /** At each bar's close; the last is what is left in the end. */
  readonly equity: Float64Array
  readonly finalEquity: number
  /** The position that `atEnd: 'mark'` leaves. */
  readonly open: OpenAtEnd | null
  /** Entries that were asked for and could not be taken, by reason. */
  readonly refusals: Readonly<Partial<Record<RefusalReason, number>>>
  readonly taint: readonly Taint[]
}

/** Runs a strategy over a series. The same arguments give the same result to the last bit, anywhere. */
export function runBacktest(backtest: Backtest): BacktestResult {
  const terms = startBacktest(backtest)
  const loop = backtest.loop ?? barLoop
  playBars(terms, loop)
  return finishBacktest(backtest, terms)
}

/** In short stretches: a function called often is compiled whole, not in the middle of one long loop. */
function playBars(terms: LoopTerms, loop: BarLoop): void {
  const { length } = terms.bars
  for (let from = 0; from < length; from += STRETCH_BARS) {
    loop(terms, from, Math.min(length, from + STRETCH_BARS))
  }
}

/** A run before its first bar: played on by a loop, all at once or bar by bar. */
export function startBacktest(backtest: Backtest): LoopTerms {
  const { bars, strategy, values, assumptions, tick, detail } = backtest
  const fault = checkAssumptions(assumptions) ?? strategy.check(values)
  assert(fault === null, `a backtest is run on checked terms: ${fault}`)
  const wallet = new Wallet(assumptions.cash)
  const broker = new Broker({
    bars,
    assumptions,
    wallet,
    slippageAt: slippageOf(bars, assumptions.slippage),
    funding: assumptions.funding === null ? null : new FundingMoments(bars, assumptions.funding),
    detail: detail === undefined ? null : new DetailBars(detail),
  })
  const running = strategy.start(values, { bars, tick })
  const equity = backtest.equity ?? new Float64Array(bars.length)
  return { bars, broker, wallet, running, equity }
}

/** Ends a run whose bars have all been played. */
export function finishBacktest(backtest: Backtest, terms: LoopTerms): BacktestResult {
  const { bars, broker, wallet, equity } = terms
  const { atEnd, cash } = backtest.assumptions
  const last = bars.length - 1
  if (last >= 0 && atEnd !== 'mark' && broker.position !== 0) {
    broker.finish((atEnd === 'close' ? bars.close : bars.open)[last]!)
    equity[last] = wallet.cash
  }
  const { position, entryBar, entryPrice } = broker.held
  return {
    trades: broker.log,
    equity,
    finalEquity: last < 0 ? cash : equity[last]!,
    open: position === 0 ? null : { entryBar, entryPrice, quantity: position },
    refusals: Object.fromEntries(broker.refusals),
    taint: taintOf(backtest, broker),
  }
}
