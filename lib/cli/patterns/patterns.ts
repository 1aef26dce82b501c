import type { Bars } from '#core/market/bars.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import type { PatternShape } from '#core/patterns/pattern.ts'
import { smcPatterns } from '#core/patterns/smc/smc-patterns.ts'
import { cliCommand, EXIT_DONE, onlyPositional } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { describePatterns } from './describe-patterns.ts'
import { causalSettings, oneOf, PATTERNS_OPTIONS, smcSettings } from './patterns-options.ts'

export const patterns = cliCommand({
  words: ['patterns'],
  summary: 'Find gaps, order blocks, sweeps, swings and breaks in a file of candles',
  usage: 'FILE [--detectors fvg,swings] [--convention causal|smc] [--swing-length 5] [--json]',
  example: 'BTCUSDT_15m.csv.gz --detectors fvg,order-block --json',
  details: `Each pattern carries when it was formed and when it could be known (confirmedAt), and what became of it;
every time is the close of the bar that made it knowable. Convention smc gives fvg, order-block and swings as
smart-money-concepts 0.0.27 leaves them, which needs later bars: for comparison, never for trading.`,
  options: {
    ...PATTERNS_OPTIONS,
    timeframe: TIMEFRAME_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const convention = oneOf('--convention', values.convention, ['causal', 'smc'])
    const search = convention === 'smc' ? drawnAfterwards(values) : asKnown(values)
    const { bars, report, sha256 } = await readBars(path, { cwd, timeframe: values.timeframe })
    const found = search.find(bars)
    const about = { file: path, sha256, convention, settings: search.settings, data: report }
    out(
      values.json
        ? `${JSON.stringify({ ...about, patterns: found })}\n`
        : describePatterns(path, { report, convention, patterns: found }),
    )
    return EXIT_DONE
  },
})

function asKnown(values: Parameters<typeof causalSettings>[0]) {
  const settings = causalSettings(values)
  const find = (bars: Bars): readonly PatternShape[] => {
    const rows = detectPatterns(bars, settings)
    return Array.from({ length: rows.length }, (_, row) => rows.at(row))
  }
  return { settings, find }
}

function drawnAfterwards(values: Parameters<typeof smcSettings>[0]) {
  const settings = smcSettings(values)
  return { settings, find: (bars: Bars): readonly PatternShape[] => smcPatterns(bars, settings) }
}
