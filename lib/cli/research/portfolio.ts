import type { Assumptions } from '#core/backtest/assumptions.ts'
import { attribute } from '#core/backtest/attribution.ts'
import { type PlayedLeg, type PortfolioResult, runPortfolio } from '#core/backtest/run-portfolio.ts'
import { TAINTS } from '#core/backtest/taint.ts'
import { columnsOfTrades } from '#core/backtest/trade-columns.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import { metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { doubtsOf, IMPLAUSIBLE } from '#core/metrics/plausibility.ts'
import { hashRun } from '#runtime/research/hash-run.ts'
import { cliCommand, EXIT_DONE, UsageError } from '../cli-command.ts'
import { ASSUMPTION_OPTIONS, readAssumptions } from './assumption-options.ts'
import { MARKET_OPTIONS, type Market, readChosen, readMarket } from './market-options.ts'

/** Their candles are all in memory at once. */
const LEGS_MAX = 500

export const portfolio = cliCommand({
  words: ['portfolio'],
  summary: 'Run a strategy over several files of candles on one cash account',
  usage: 'FILE FILE... --strategy NAME [--params JSON] [--json]',
  example:
    'BTCUSDT_1h.csv.gz ETHUSDT_1h.csv.gz --strategy donchian-breakout --equity-fraction 0.5 --fee-bps 10 --json',
  details: `Each file is one instrument, and all have one timeframe. They share the cash: what one has taken the next cannot
have, and at one moment the file named first takes first. Without a bar an instrument keeps its last price and waits.
The JSON is that of backtest; each trade names its file, and legs says what each made.`,
  options: {
    ...MARKET_OPTIONS,
    ...ASSUMPTION_OPTIONS,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { positionals, values, out } = invocation
    checkPaths(positionals)
    const assumptions = readAssumptions(values)
    const { strategy, values: params } = readChosen(invocation)
    const markets: Market[] = []
    for (const path of positionals) markets.push(await readMarket(invocation, path))
    checkTimeframes(markets)
    const legs = markets.map(({ path, bars, tick }) => ({
      name: path,
      bars,
      strategy,
      values: params,
      tick: assumptions.tick ?? tick,
    }))
    const result = runPortfolio(legs, assumptions)
    if (values.json) {
      const bars = markets.map((market) => market.bars)
      const hashes = hashRun({ bars, strategy, values: params, assumptions })
      const about = { files: positionals, strategy: strategy.name, params, assumptions }
      out(`${JSON.stringify({ ...about, ...documentOf(result, markets, assumptions), hashes })}\n`)
    } else out(textOf(result))
    return EXIT_DONE
  },
})

function checkPaths(paths: readonly string[]): void {
  if (paths.length === 0) throw new UsageError('expected FILE, found nothing')
  if (paths.length > LEGS_MAX) {
    throw new UsageError(`expected at most ${LEGS_MAX} files, found ${paths.length}`)
  }
  const twice = paths.find((path, i) => paths.indexOf(path) !== i)
  if (twice !== undefined) throw new UsageError(`expected each FILE once, found ${twice} twice`)
}

function checkTimeframes(markets: readonly Market[]): void {
  const [first] = markets
  for (const { path, bars } of markets) {
    if (first === undefined || bars.timeframeMs === first.bars.timeframeMs) continue
    throw new UsageError(
      `expected files of one timeframe; the bars of ${first.path} last ${first.bars.timeframeMs} ms, those of ${path} ${bars.timeframeMs} ms`,
    )
  }
}

type LegTrade = Trade & { readonly file: string }

function documentOf(result: PortfolioResult, markets: readonly Market[], { cash }: Assumptions) {
  const { openAt, equity, finalEquity } = result
  const trades = tradesOf(result)
  const barMs = markets[0]?.bars.timeframeMs ?? 0
  const curve = { at: openAt.map((at) => at + barMs), equity }
  const table = metricsOfRun({ curve, initial: cash, trades: columnsOfTrades(trades) })
  const doubts = doubtsOf(table, trades)
  return {
    bars: openAt.length,
    trades,
    finalEquity,
    legs: result.legs.map((leg, i) => ({ bars: markets[i]?.bars.length, ...sumOf(leg) })),
    attribution: attribute(trades),
    ...metricsDocument(table),
    doubts,
    warnings: doubts.map((doubt) => IMPLAUSIBLE[doubt]),
  }
}

/** Of all legs, as they were left; of the same moment, in the order of the legs. */
function tradesOf({ legs }: PortfolioResult): LegTrade[] {
  const trades = legs.flatMap(({ name: file, trades: log }) =>
    log.toArray().map((trade) => ({ file, ...trade })),
  )
  return trades.sort((a, b) => a.exitTime - b.exitTime)
}

function sumOf({ name: file, trades, open, refusals, taint }: PlayedLeg) {
  const closed = trades.toArray()
  const won = closed.filter(({ pnl }) => pnl > 0).length
  const pnl = closed.reduce((sum, trade) => sum + trade.pnl, 0)
  return { file, trades: closed.length, won, pnl, open, refusals, taint }
}

function textOf({ legs, finalEquity }: PortfolioResult): string {
  const sums = legs.map(sumOf)
  const taints = new Set(sums.flatMap(({ taint }) => taint))
  return [
    `${sums.reduce((count, { trades }) => count + trades, 0)} trades; final equity ${finalEquity}`,
    ...sums.map(({ file, trades, won, pnl }) => `  ${file}: ${trades} trades, ${won} won, ${pnl}`),
    ...[...taints].map((taint) => `${taint}: ${TAINTS[taint]}`),
    '',
  ].join('\n')
}
