import type { MetricName, MetricTable } from '#core/metrics/metric.ts'

/** A figure that real trading hardly ever shows, or that rests on too little to mean anything. */
export const IMPLAUSIBLE = {
  FEW_TRADES: 'Fewer than 30 trades: the figures say little about the next one.',
  SHARPE_ABOVE_3:
    'A Sharpe ratio above 3 is rare: look for a glance into the future and for missing costs.',
  SHARPE_WITHIN_ERROR: 'The Sharpe ratio lies within two standard errors of 0: it may be luck.',
  WIN_RATE_ABOVE_90:
    'More than nine in ten trades win: rare losses may be large and still to come.',
  PROFIT_FACTOR_ABOVE_5:
    'A profit factor above 5 is rare: look for fills that no market would give.',
  ONE_TRADE_MADE_HALF:
    'One trade made half of what was won in all: without it the result is another.',
  GROWTH_ABOVE_1000:
    'A growth above 1,000 % a year does not last, and few markets could take the size.',
  RUINED: 'The value fell to nothing: an account would have been closed.',
} as const

export type Implausible = keyof typeof IMPLAUSIBLE

const TRADES_MIN = 30
const SHARPE_MAX = 3
const STANDARD_ERRORS = 2
const WIN_RATE_MAX = 0.9
const PROFIT_FACTOR_MAX = 5
const GROWTH_MAX = 10

/** What to doubt about a result, in the order of `IMPLAUSIBLE`. */
export function doubtsOf(
  table: MetricTable,
  trades: readonly { readonly pnl: number }[] = [],
): Implausible[] {
  const above = (name: MetricName, limit: number) => figureOf(table, name) > limit
  const holds: Readonly<Record<Implausible, boolean>> = {
    FEW_TRADES: figureOf(table, 'trades') < TRADES_MIN,
    SHARPE_ABOVE_3: above('sharpe', SHARPE_MAX),
    SHARPE_WITHIN_ERROR: isWithinError(table),
    WIN_RATE_ABOVE_90: above('winRate', WIN_RATE_MAX),
    PROFIT_FACTOR_ABOVE_5: above('profitFactor', PROFIT_FACTOR_MAX),
    ONE_TRADE_MADE_HALF: isOneTrade(trades),
    GROWTH_ABOVE_1000: above('cagr', GROWTH_MAX),
    RUINED: figureOf(table, 'maxDrawdown') >= 1,
  }
  // Its keys are exactly these.
  return (Object.keys(IMPLAUSIBLE) as Implausible[]).filter((doubt) => holds[doubt])
}

/** NaN, which is neither above nor below anything, where there is no figure. */
function figureOf(table: MetricTable, name: MetricName): number {
  const found = table[name]
  return found?.kind === 'known' ? found.value : Number.NaN
}

function isWithinError({ sharpe }: MetricTable): boolean {
  if (sharpe?.kind !== 'known' || sharpe.standardError === undefined) return false
  return Math.abs(sharpe.value) < STANDARD_ERRORS * sharpe.standardError
}

function isOneTrade(trades: readonly { readonly pnl: number }[]): boolean {
  const wins = trades.map(({ pnl }) => pnl).filter((pnl) => pnl > 0)
  const won = wins.reduce((sum, pnl) => sum + pnl, 0)
  return wins.length > 1 && wins.some((pnl) => pnl > won / 2)
}
