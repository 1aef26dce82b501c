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
 * The loop over bars: what a bar brings, the equity at its close, then the strategy. Most bars bring nothing,
 * and only `trade` changes what is held, so between two trades all of it stays in registers. It names nothing
 * outside its parameters: its text can be compiled anew for one strategy alone.
 */
export const barLoop: BarLoop = ({ bars, desk, wallet, running, equity }, from, to) => {
  const { high, low, close } = bars
  const { onBar } = running
  let cash = wallet.cash
  let position = desk.held.position
  let guardLow = desk.guardLow
  let guardHigh = desk.guardHigh
  let hasGuards = guardLow > -Infinity || guardHigh < Infinity
  for (let i = from; i < to; i++) {
    if (desk.wakeAt <= i || (hasGuards && (low[i]! <= guardLow || high[i]! >= guardHigh))) {
      desk.trade(i)
      cash = wallet.cash
      position = desk.held.position
      guardLow = desk.guardLow
      guardHigh = desk.guardHigh
      hasGuards = guardLow > -Infinity || guardHigh < Infinity
    }
    equity[i] = cash + position * close[i]!
    onBar(i, desk)
  }
}
