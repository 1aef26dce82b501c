import type { BacktestResultView, MetricView } from '#api/codecs/research.ts'
import { columnsOfTrades } from '#core/backtest/trade-columns.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import { METRICS, type MetricName, type MetricTable } from '#core/metrics/metric.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { doubtsOf, IMPLAUSIBLE } from '#core/metrics/plausibility.ts'

export type MeasuredRun = Pick<BacktestResultView, 'metrics' | 'doubts'> & {
  readonly returned: number
  readonly drawdownMax: number
  readonly sharpe: number | null
}

/** Every figure of a run with what it means, what to doubt about it, and the three that lists show. */
export function measureRun(
  bars: Bars,
  equity: Float64Array,
  { trades, cash }: { readonly trades: readonly Trade[]; readonly cash: number },
): MeasuredRun {
  const at = Float64Array.from(bars.openAt, (_, i) => closeTimeOf(bars, i))
  const table = metricsOfRun({
    curve: { at, equity },
    initial: cash,
    trades: columnsOfTrades(trades),
  })
  // A table is made of exactly these names.
  const names = Object.keys(table) as MetricName[]
  return {
    returned: figureOf(table, 'totalReturn') ?? 0,
    drawdownMax: figureOf(table, 'maxDrawdown') ?? 0,
    sharpe: figureOf(table, 'sharpe'),
    metrics: names.map((name) => viewOf(table, name)),
    doubts: doubtsOf(table, trades).map((doubt) => IMPLAUSIBLE[doubt]),
  }
}

function viewOf(table: MetricTable, name: MetricName): MetricView {
  const found = table[name]
  return {
    name,
    ...METRICS[name],
    value: figureOf(table, name),
    standardError: found?.kind === 'known' ? (found.standardError ?? null) : null,
    reason: found?.kind === 'none' ? found.reason : null,
  }
}

function figureOf(table: MetricTable, name: MetricName): number | null {
  const found = table[name]
  return found?.kind === 'known' ? found.value : null
}
