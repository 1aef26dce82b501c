import { DAYS_PER_YEAR } from '#core/metrics/return-series.ts'

export type FreqtradeTrade = { readonly pnl: number; readonly closedAt: number }

/** What a strategy report of freqtrade (October 2024) says, by its definitions. */
export type FreqtradeFigures = {
  readonly profitTotal: number
  readonly profitFactor: number
  readonly cagr: number
  readonly expectancy: number
  readonly expectancyRatio: number
  readonly maxDrawdown: number
  readonly maxDrawdownPart: number
  readonly sharpe: number
  readonly sortino: number
  readonly calmar: number
}

/** What freqtrade writes where it would divide by zero. */
const NOTHING = -100
const RATIO_WITHOUT_LOSS = 100

/**
 * Freqtrade's figures, to hold its reports against ours. They mean something else: Sharpe and Sortino divide the mean
 * of a day by the spread of trades, Calmar takes the mean day for the yearly growth, and drawdown knows closed
 * trades only. `days` are the whole days of the run.
 */
export function freqtradeFigures(
  trades: readonly FreqtradeTrade[],
  { initial, days }: { readonly initial: number; readonly days: number },
): FreqtradeFigures {
  const profits = trades.map(({ pnl }) => pnl / initial)
  const losses = profits.filter((profit) => profit < 0)
  const profitTotal = sum(profits)
  const perDay = profitTotal / Math.max(1, days)
  const year = Math.sqrt(DAYS_PER_YEAR)
  const { absolute, part } = closedDrawdown(trades, initial)
  const over = (value: number, spread: number) => (spread > 0 ? (value / spread) * year : NOTHING)
  return {
    profitTotal,
    profitFactor: losses.length === 0 ? 0 : (profitTotal - sum(losses)) / -sum(losses),
    cagr: (1 + profitTotal) ** (DAYS_PER_YEAR / days) - 1,
    ...expectancyOf(trades.map(({ pnl }) => pnl)),
    maxDrawdown: absolute,
    maxDrawdownPart: part,
    sharpe: over(perDay, deviationOf(profits)),
    sortino: over(perDay, deviationOf(losses)),
    calmar: over(100 * perDay, part),
  }
}

function expectancyOf(profits: readonly number[]) {
  const wins = profits.filter((profit) => profit > 0)
  const losses = profits.filter((profit) => profit < 0)
  const winRate = wins.length / profits.length
  const averageWin = wins.length === 0 ? 0 : sum(wins) / wins.length
  const averageLoss = losses.length === 0 ? 0 : -sum(losses) / losses.length
  return {
    expectancy: winRate * averageWin - (losses.length / profits.length) * averageLoss,
    expectancyRatio:
      averageLoss === 0 ? RATIO_WITHOUT_LOSS : (1 + averageWin / averageLoss) * winRate - 1,
  }
}

/** The deepest fall of profits summed in the order of closing, and what part of the account it was. */
function closedDrawdown(trades: readonly FreqtradeTrade[], initial: number) {
  let [profit, high, absolute, part] = [0, 0, 0, 0]
  for (const { pnl } of trades.toSorted((a, b) => a.closedAt - b.closedAt)) {
    profit += pnl
    high = Math.max(high, profit)
    if (high - profit <= absolute) continue
    absolute = high - profit
    part = absolute / (initial + high)
  }
  return { absolute, part }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Of the whole population: divided by n. */
function deviationOf(values: readonly number[]): number {
  const mean = sum(values) / values.length
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length)
}
