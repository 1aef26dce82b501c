import type { Broker } from '#core/backtest/broker.ts'
import type { Wallet } from '#core/backtest/wallet.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Running } from '#core/strategies/strategy.ts'

export type LoopTerms = {
  readonly bars: Bars
  readonly broker: Broker
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
export const barLoop: BarLoop = ({ bars, broker, wallet, running, equity }, from, to) => {
  const { high, low, close } = bars
  const { onBar } = running
  let cash = wallet.cash
  let position = broker.held.position
  let guardLow = broker.guardLow
  let guardHigh = broker.guardHigh
  let hasGuards = guardLow > -Infinity || guardHigh < Infinity
  for (let i = from; i < to; i++) {
    if (broker.wakeAt <= i || (hasGuards && (low[i]! <= guardLow || high[i]! >= guardHigh))) {
      broker.trade(i)
      cash = wallet.cash
      position = broker.held.position
      guardLow = broker.guardLow
      guardHigh = broker.guardHigh
      hasGuards = guardLow > -Infinity || guardHigh < Infinity
    }
    equity[i] = cash + position * close[i]!
    onBar(i, broker)
  }
}
