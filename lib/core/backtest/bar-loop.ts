import type { Desk } from '#core/backtest/desk.ts'
import type { Wallet } from '#core/backtest/wallet.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Running } from '#core/strategies/strategy.ts'

export type LoopTerms = {
  readonly bars: Bars
  readonly desk: Desk
  readonly wallet: Wallet
  readonly running: Running
  /** Receives the equity at each close. */
  readonly equity: Float64Array
}

/** Plays bars `from` up to but without `to`. */
export type BarLoop = (terms: LoopTerms, from: number, to: number) => void

/**
 * The loop over bars: what a bar brings, the equity at its close, then the strategy. It names nothing outside
 * its parameters, so that its text can be compiled anew for one strategy alone.
 */
export const barLoop: BarLoop = ({ bars, desk, wallet, running, equity }, from, to) => {
  const { high, low, close } = bars
  const { held } = desk
  for (let i = from; i < to; i++) {
    if (i >= desk.wakeAt || low[i]! <= desk.guardLow || high[i]! >= desk.guardHigh) desk.trade(i)
    equity[i] = wallet.cash + held.position * close[i]!
    running.onBar(i, desk)
  }
}
