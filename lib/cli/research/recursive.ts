import { BASE_BARS_MIN, checkWarmUp, type WarmUpReport } from '#core/backtest/check-warm-up.ts'
import { cliCommand, EXIT_DONE } from '../cli-command.ts'
import { MARKET_OPTIONS, readStrategyOnFile } from './market-options.ts'

export const recursive = cliCommand({
  words: ['recursive'],
  summary: "Show what a strategy's readings owe to the number of candles before its start",
  usage: 'FILE --strategy NAME [--params JSON] [--json]',
  example: 'BTCUSDT_1h.csv.gz --strategy rsi-reversion',
  details: `Readings at the last bar after 199, 399, 499, 999 and 1999 candles, and after as many as the strategy says
it needs, against those after all candles of the file: distance in percent, n/a where there were too few.`,
  options: {
    ...MARKET_OPTIONS,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values: typed, out, err } = invocation
    const { path, ...run } = await readStrategyOnFile(invocation)
    const report = checkWarmUp(run)
    if (report.isBaseShort) {
      err(
        `truebook: ${path} has ${report.baseBars} bars; ${BASE_BARS_MIN} make a base worth trusting\n`,
      )
    }
    const about = { file: path, strategy: run.strategy.name, params: run.values }
    out(typed.json ? `${JSON.stringify({ ...about, ...report })}\n` : textOf(report))
    return EXIT_DONE
  },
})

function textOf({ rows, baseBars, declared }: WarmUpReport): string {
  const lines = rows.map(({ warmUp, readings }) => {
    const told = Object.entries(readings).map(([name, percent]) => {
      return `${name} ${percent === null ? 'n/a' : `${percent} %`}`
    })
    const mark = warmUp === declared + 1 ? ' (what it says it needs)' : ''
    return `${warmUp} candles${mark}: ${told.join(', ') || 'nothing is read'}`
  })
  return `${[`against ${baseBars} candles:`, ...lines].join('\n')}\n`
}
