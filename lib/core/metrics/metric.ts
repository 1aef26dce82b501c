/** A figure, or why there is none: a figure that means nothing is never shown as 0. */
export type Metric =
  | { readonly kind: 'known'; readonly value: number; readonly standardError?: number }
  | { readonly kind: 'none'; readonly reason: string }

/** What a number counts, so that every screen writes it alike. */
export type MetricUnit = 'part' | 'ratio' | 'count' | 'ms' | 'quote'

export type MetricDefinition = {
  readonly title: string
  readonly unit: MetricUnit
  readonly definition: string
}

/** The figure; none, for this reason, where it is not a finite number. */
export function metric(value: number, reason: string): Metric {
  return Number.isFinite(value) ? { kind: 'known', value } : { kind: 'none', reason }
}

/** Every figure we calculate, and how. */
export const METRICS = {
  totalReturn: {
    title: 'Total return',
    unit: 'part',
    definition: 'What the last value is above the first, as a part of the first.',
  },
  cagr: {
    title: 'Yearly growth (CAGR)',
    unit: 'part',
    definition:
      '(last / first) ^ (periods a year / periods) - 1, with 365 days a year. Not below 90 days, where it would be the total return blown up.',
  },
  volatility: {
    title: 'Volatility',
    unit: 'part',
    definition:
      'Standard deviation of period returns (divided by n - 1) x sqrt(periods a year). Periods are UTC days at mark.',
  },
  sharpe: {
    title: 'Sharpe ratio',
    unit: 'ratio',
    definition:
      'Mean of period returns / their standard deviation (divided by n - 1) x sqrt(periods a year); risk-free rate 0 unless told. Not below 30 periods. The standard error is that of Mertens (2002).',
  },
  sortino: {
    title: 'Sortino ratio',
    unit: 'ratio',
    definition:
      'Mean of period returns / sqrt(mean over all periods of min(return, 0)^2) x sqrt(periods a year). Not below 30 periods.',
  },
  calmar: {
    title: 'Calmar ratio',
    unit: 'ratio',
    definition:
      'Yearly growth / deepest drawdown of period values, both of the last 36 months where there are so many.',
  },
  maxDrawdown: {
    title: 'Deepest drawdown',
    unit: 'part',
    definition: 'The largest fall from a highest value before, at every value of the curve.',
  },
  maxDrawdownDaily: {
    title: 'Deepest drawdown, daily',
    unit: 'part',
    definition: 'The same at the ends of periods only: what daily statements would show.',
  },
  drawdownMs: {
    title: 'Longest drawdown',
    unit: 'ms',
    definition: 'The longest time from a high until it was reached again, or until the end.',
  },
  recoveryMs: {
    title: 'Recovery',
    unit: 'ms',
    definition:
      'The time from the low of the deepest drawdown until the high before it was reached.',
  },
  skewness: {
    title: 'Skewness',
    unit: 'ratio',
    definition:
      'Third standardised moment of period returns; below 0, losses are the larger surprises.',
  },
  kurtosis: {
    title: 'Kurtosis',
    unit: 'ratio',
    definition: 'Fourth standardised moment of period returns; 3 for a normal distribution.',
  },
  bestPeriod: { title: 'Best period', unit: 'part', definition: 'The highest period return.' },
  worstPeriod: { title: 'Worst period', unit: 'part', definition: 'The lowest period return.' },
  trades: { title: 'Trades', unit: 'count', definition: 'Positions entered and left.' },
  winRate: {
    title: 'Win rate',
    unit: 'part',
    definition: 'Trades that made something after fees / all trades.',
  },
  averageWin: {
    title: 'Average win',
    unit: 'quote',
    definition: 'Mean of what winning trades made.',
  },
  averageLoss: {
    title: 'Average loss',
    unit: 'quote',
    definition: 'Mean of what losing trades made.',
  },
  profitFactor: {
    title: 'Profit factor',
    unit: 'ratio',
    definition: 'Sum of what was won / sum of what was lost.',
  },
  expectancy: {
    title: 'Expectancy',
    unit: 'quote',
    definition: 'Mean of what all trades made: win rate x average win + loss rate x average loss.',
  },
  expectancyRatio: {
    title: 'Expectancy ratio',
    unit: 'ratio',
    definition:
      '(1 + average win / average loss) x win rate - 1: what one unit of the average loss brings.',
  },
  expectancyR: {
    title: 'Expectancy in R',
    unit: 'ratio',
    definition: 'Mean of profit / what the first stop risked, over trades that had a stop.',
  },
  sqn: {
    title: 'System quality number',
    unit: 'ratio',
    definition:
      'sqrt(n) x mean / standard deviation of profit in R (Van Tharp), with n at most 100, over trades that had a stop.',
  },
  holdingMs: { title: 'Average holding', unit: 'ms', definition: 'Mean time from entry to exit.' },
  lossesInARow: {
    title: 'Losses in a row',
    unit: 'count',
    definition: 'The longest run of losing trades in the order of their exits.',
  },
  fees: { title: 'Fees', unit: 'quote', definition: 'Of both sides of all trades.' },
} as const satisfies Readonly<Record<string, MetricDefinition>>

export type MetricName = keyof typeof METRICS

/** Those that the input allows for: returns alone know of no trades. */
export type MetricTable = Readonly<Partial<Record<MetricName, Metric>>>

export type MetricsDocument = {
  readonly metrics: Readonly<Partial<Record<MetricName, number | null>>>
  /** Why a figure is null. */
  readonly notAvailable: Readonly<Partial<Record<MetricName, string>>>
  readonly standardErrors: Readonly<Partial<Record<MetricName, number>>>
}

/** The figures as plain numbers, for documents: null with a reason beside where there is none. */
export function metricsDocument(table: MetricTable): MetricsDocument {
  const metrics: Partial<Record<MetricName, number | null>> = {}
  const notAvailable: Partial<Record<MetricName, string>> = {}
  const standardErrors: Partial<Record<MetricName, number>> = {}
  // A table is made of exactly these names.
  for (const name of Object.keys(table) as MetricName[]) {
    const found = table[name]
    if (found === undefined) continue
    metrics[name] = found.kind === 'known' ? found.value : null
    if (found.kind === 'none') notAvailable[name] = found.reason
    else if (found.standardError !== undefined) standardErrors[name] = found.standardError
  }
  return { metrics, notAvailable, standardErrors }
}
