import { cliCommand, EXIT_DONE, EXIT_FAILED, onlyPositional } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { describeReport } from './describe-report.ts'

export const candlesCheck = cliCommand({
  words: ['candles', 'check'],
  summary: 'Report what a file of candles is worth',
  usage: 'FILE [--timeframe 1m] [--strict] [--json]',
  example: 'BTCUSDT_1h.csv.gz --json',
  details: `Reads CSV or JSON, plain or gzip, in any order of columns and rows. Nothing is repaired: what cannot be a
candle is left out and named with its line.`,
  options: {
    timeframe: TIMEFRAME_OPTION,
    strict: { type: 'boolean', summary: 'exit code 1 when something is wrong with the data' },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const { report, sha256 } = await readBars(path, { cwd, timeframe: values.timeframe })
    out(
      values.json
        ? `${JSON.stringify({ file: path, sha256, ...report })}\n`
        : describeReport(path, report),
    )
    return values.strict && report.isFaulty ? EXIT_FAILED : EXIT_DONE
  },
})
