import type { Trade } from '#core/backtest/trade-log.ts'
import { momentsOf } from '#core/metrics/moments.ts'

export type TradeFigures = Pick<Trade, 'pnl' | 'r' | 'fees' | 'entryTime' | 'exitTime'>

/** Van Tharp counts no more than these, so that many small trades do not pass for a good system. */
const SQN_TRADES_MAX = 100

export type TradeMetrics = {
  readonly count: number
  readonly won: number
  readonly lost: number
  readonly fees: number
  /** The part of all trades that made something. NaN, as below, where there is nothing to divide by. */
  readonly winRate: number
  readonly averageWin: number
  /** Below zero. */
  readonly averageLoss: number
  readonly best: number
  readonly worst: number
  /** What was won over what was lost, both as sums. */
  readonly profitFactor: number
  /** The mean of all trades, and of those that had a stop in units of what it risked. */
  readonly expectancy: number
  readonly expectancyR: number
  /** What one unit of the average loss brings: (1 + average win / average loss) x win rate - 1. */
  readonly expectancyRatio: number
  /** System quality number: sqrt(n, at most 100) x mean(R) / deviation(R). */
  readonly sqn: number
  /** Trades that had a stop. */
  readonly withR: number
  readonly holdingMs: number
  readonly lossesInARow: number
}

/** Figures of closed trades. A trade that made exactly nothing is neither won nor lost. */
export function tradeMetrics(trades: readonly TradeFigures[]): TradeMetrics {
  const { wins, losses, won, lost, fees, heldMs } = sumsOf(trades)
  const count = trades.length
  const averageWin = won / wins
  const averageLoss = lost / losses
  const winRate = wins / count
  const multiples = trades.flatMap(({ r }) => (r === null ? [] : [r]))
  const { mean, deviation } = momentsOf(multiples)
  return {
    count,
    won: wins,
    lost: losses,
    fees,
    winRate,
    averageWin,
    averageLoss,
    best: extreme(trades, Math.max),
    worst: extreme(trades, Math.min),
    profitFactor: lost === 0 ? Number.NaN : won / -lost,
    expectancy: (won + lost) / count,
    expectancyR: mean,
    expectancyRatio: (1 - averageWin / averageLoss) * winRate - 1,
    sqn: Math.sqrt(Math.min(multiples.length, SQN_TRADES_MAX)) * (mean / deviation),
    withR: multiples.length,
    holdingMs: heldMs / count,
    lossesInARow: longestRun(trades),
  }
}

function sumsOf(trades: readonly TradeFigures[]) {
  const sums = { wins: 0, losses: 0, won: 0, lost: 0, fees: 0, heldMs: 0 }
  for (const { pnl, fees, entryTime, exitTime } of trades) {
    if (pnl > 0) {
      sums.wins += 1
      sums.won += pnl
    }
    if (pnl < 0) {
      sums.losses += 1
      sums.lost += pnl
    }
    sums.fees += fees
    sums.heldMs += exitTime - entryTime
  }
  return sums
}

function extreme(trades: readonly TradeFigures[], choose: (a: number, b: number) => number) {
  return trades.reduce((chosen, { pnl }, i) => (i === 0 ? pnl : choose(chosen, pnl)), Number.NaN)
}

function longestRun(trades: readonly TradeFigures[]): number {
  let [run, longest] = [0, 0]
  for (const { pnl } of trades) {
    run = pnl < 0 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
