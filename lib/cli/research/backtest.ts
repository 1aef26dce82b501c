import { attribute } from '#core/backtest/attribution.ts'
import { type BacktestResult, runBacktest } from '#core/backtest/run-backtest.ts'
import { TAINTS } from '#core/backtest/taint.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import type { Bars } from '#core/market/bars.ts'
import { freqtradeFigures } from '#core/metrics/freqtrade-figures.ts'
import { metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { doubtsOf, IMPLAUSIBLE } from '#core/metrics/plausibility.ts'
import { curveOfBars } from '#core/metrics/return-series.ts'
import { DAY_MS } from '#core/time/time.ts'
import { hashRun, type RunHashes } from '#runtime/research/hash-run.ts'
import { cliCommand, EXIT_DONE } from '../cli-command.ts'
import { readBars } from '../read-bars.ts'
import { ASSUMPTION_OPTIONS, readAssumptions } from './assumption-options.ts'
import { MARKET_OPTIONS, readStrategyOnFile } from './market-options.ts'

export const backtest = cliCommand({
  words: ['backtest'],
  summary: 'Run a strategy over a file of candles',
  usage: 'FILE --strategy NAME [--params JSON] [--json]',
  example: `BTCUSDT_1h.csv.gz --strategy sma-cross --params '{"fast":10,"slow":30}' --fee-bps 10 --units 1 --json`,
  details: `A signal at a bar's close is filled at the next open. Within a bar the stop is assumed to come before the
target; a gap fills at the open. Trades whose bar allows another outcome are marked as ambiguous; --detail tells more.
The JSON holds every figure, and under comparisons what freqtrade calls by the same names.`,
  options: {
    ...MARKET_OPTIONS,
    ...ASSUMPTION_OPTIONS,
    detail: {
      type: 'string',
      placeholder: 'FILE',
      summary: 'the same candles in a shorter timeframe, to find fills and exits within a bar',
    },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const assumptions = readAssumptions(values)
    const { path, tick, ...run } = await readStrategyOnFile(invocation)
    const detail =
      values.detail === undefined ? undefined : (await readBars(values.detail, { cwd })).bars
    const result = runBacktest({
      ...run,
      assumptions,
      tick: assumptions.tick ?? tick,
      ...(detail && { detail }),
    })
    const hashes = hashRun({ ...run, detail, assumptions })
    const about = { file: path, strategy: run.strategy.name, params: run.values, assumptions }
    if (values.json) {
      const bars = run.bars.length
      const measured = measure(result, run.bars, assumptions.cash)
      out(`${JSON.stringify({ ...about, bars, ...documentOf(result, hashes), ...measured })}\n`)
    } else out(textOf(result))
    return EXIT_DONE
  },
})

function documentOf(result: BacktestResult, hashes: RunHashes) {
  const trades = result.trades.toArray()
  return {
    trades,
    finalEquity: result.finalEquity,
    open: result.open,
    attribution: attribute(trades),
    refusals: result.refusals,
    taint: result.taint,
    hashes,
  }
}

/** Every figure, null with a reason where it means nothing, and what to doubt about them. */
function measure({ trades, equity }: BacktestResult, bars: Bars, initial: number) {
  const closed = trades.toArray()
  const curve = curveOfBars(bars, equity)
  const table = metricsOfRun({ curve, initial, trades: trades.columns() })
  const doubts = doubtsOf(table, closed)
  const warnings = doubts.map((doubt) => IMPLAUSIBLE[doubt])
  return {
    ...metricsDocument(table),
    doubts,
    warnings,
    comparisons: { freqtrade: asFreqtrade(closed, bars, initial) },
  }
}

/** What freqtrade would say of the same trades, whose figures of the same name mean something else. */
function asFreqtrade(trades: readonly Trade[], { openAt }: Bars, initial: number) {
  const closed = trades.map(({ pnl, exitTime }) => ({ pnl, closedAt: exitTime }))
  const spanMs = (openAt.at(-1) ?? 0) - (openAt[0] ?? 0)
  return freqtradeFigures(closed, { initial, days: Math.floor(spanMs / DAY_MS) })
}

function textOf(result: BacktestResult): string {
  const trades = result.trades.toArray()
  const won = trades.filter(({ pnl }) => pnl > 0).length
  return [
    `${trades.length} trades, ${won} won; final equity ${result.finalEquity}`,
    ...attribute(trades).map(
      ({ by, key, trades: count, pnl }) => `  ${by} ${key}: ${count} trades, ${pnl}`,
    ),
    ...result.taint.map((taint) => `${taint}: ${TAINTS[taint]}`),
    '',
  ].join('\n')
}
