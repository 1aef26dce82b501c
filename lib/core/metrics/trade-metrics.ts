import type { TradeColumns } from '#core/backtest/trade-columns.ts'
import { momentsOf } from '#core/metrics/moments.ts'

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
export function tradeMetrics(trades: TradeColumns): TradeMetrics {
  const { wins, losses, won, lost, best, worst } = resultsOf(trades.pnl)
  const count = trades.pnl.length
  const averageWin = won / wins
  const averageLoss = lost / losses
  const winRate = wins / count
  const multiples = trades.r.filter((r) => !Number.isNaN(r))
  const { mean, deviation } = momentsOf(multiples)
  return {
    count,
    won: wins,
    lost: losses,
    fees: sumOf(trades.fees),
    winRate,
    averageWin,
    averageLoss,
    best,
    worst,
    profitFactor: lost === 0 ? Number.NaN : won / -lost,
    expectancy: (won + lost) / count,
    expectancyR: mean,
    expectancyRatio: (1 - averageWin / averageLoss) * winRate - 1,
    sqn: Math.sqrt(Math.min(multiples.length, SQN_TRADES_MAX)) * (mean / deviation),
    withR: multiples.length,
    holdingMs: sumOf(trades.heldMs) / count,
    lossesInARow: longestRun(trades.pnl),
  }
}

function resultsOf(pnls: Float64Array) {
  let [wins, losses, won, lost] = [0, 0, 0, 0]
  let [best, worst] = [pnls[0] ?? Number.NaN, pnls[0] ?? Number.NaN]
  for (const pnl of pnls) {
    if (pnl > best) best = pnl
    if (pnl < worst) worst = pnl
    if (pnl > 0) {
      wins += 1
      won += pnl
    }
    if (pnl < 0) {
      losses += 1
      lost += pnl
    }
  }
  return { wins, losses, won, lost, best, worst }
}

function longestRun(pnls: Float64Array): number {
  let [run, longest] = [0, 0]
  for (const pnl of pnls) {
    run = pnl < 0 ? run + 1 : 0
    if (run > longest) longest = run
  }
  return longest
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
