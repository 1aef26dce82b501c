import { checkLookAhead, SIGNALS_CHECKED_MAX } from '#core/backtest/check-look-ahead.ts'
import { cliCommand, EXIT_DONE, EXIT_FAILED, UsageError } from '../cli-command.ts'
import { ASSUMPTION_OPTIONS, readAssumptions } from './assumption-options.ts'
import { MARKET_OPTIONS, readStrategyOnFile } from './market-options.ts'

export const lookahead = cliCommand({
  words: ['lookahead'],
  summary: 'Check that a strategy does not look at bars which have not closed',
  usage: 'FILE --strategy NAME [--params JSON] [--signals 400] [--json]',
  example: 'BTCUSDT_1h.csv.gz --strategy sma-cross --json',
  details: `Runs the strategy over all data, and again for each bar at which it asked for something on data that ends
there: what it asks for and what it has computed must be the same. Only signals that fired are checked. The exit code
is 1 when a bias is found.`,
  options: {
    ...MARKET_OPTIONS,
    ...ASSUMPTION_OPTIONS,
    signals: {
      type: 'string',
      placeholder: 'N',
      default: String(SIGNALS_CHECKED_MAX),
      summary: 'check so many signals at most, spread evenly',
    },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values: typed, out } = invocation
    const checkedMax = Number(typed.signals)
    if (!Number.isInteger(checkedMax) || checkedMax < 1) {
      throw new UsageError(`--signals expects a whole number above 0, found "${typed.signals}"`)
    }
    const assumptions = readAssumptions(typed)
    const { path, ...run } = await readStrategyOnFile(invocation)
    const report = checkLookAhead({ ...run, assumptions }, checkedMax)
    const { strategy, values } = run
    if (typed.json) {
      const about = { file: path, strategy: strategy.name, params: values }
      out(`${JSON.stringify({ ...about, ...report })}\n`)
    } else {
      const verdict = report.hasBias ? 'looks ahead' : 'does not look ahead where it was checked'
      out(
        [
          `${strategy.name} ${verdict}: ${report.checked} of ${report.signals} signals checked,`,
          `${report.biasedEntries} entries and ${report.biasedExits} exits differ without the future,`,
          `readings that differ: ${report.biasedReadings.join(', ') || 'none'}\n`,
        ].join(' '),
      )
    }
    return report.hasBias ? EXIT_FAILED : EXIT_DONE
  },
})
