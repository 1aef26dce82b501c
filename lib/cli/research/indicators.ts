import {
  INDICATOR_NAMES,
  INDICATORS,
  type IndicatorName,
  isIndicatorName,
} from '#core/indicators/catalogue.ts'
import {
  type IndicatorEntry,
  type LineColumns,
  type Parameters,
  readParameters,
} from '#core/indicators/indicator-entry.ts'
import type { Bars } from '#core/market/bars.ts'
import { cliCommand, EXIT_DONE, onlyPositional, UsageError } from '../cli-command.ts'
import { nearestWord } from '../nearest-word.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { readObject } from './strategy-options.ts'

/** What is printed where no document is asked for: the end of the series. */
const ROWS_SHOWN = 20

export const indicators = cliCommand({
  words: ['indicators'],
  summary: 'Calculate an indicator over a file of candles',
  usage: 'FILE --name NAME [--params \'{"length":14}\'] [--json]',
  example: `BTCUSDT_1h.csv.gz --name rsi --params '{"length":14}' --json`,
  details: `${catalogueText()}
A value is null until the indicator knows it (the warm-up). Rows stand at the open time of their bar and are known at its close.`,
  options: {
    name: {
      type: 'string',
      placeholder: 'NAME',
      summary: 'required: which one, see above',
    },
    params: {
      type: 'string',
      placeholder: 'JSON',
      default: '{}',
      summary: "the indicator's parameters as an object; those left out are the usual ones",
    },
    timeframe: TIMEFRAME_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out, err } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const name = readName(values.name)
    const entry: IndicatorEntry = INDICATORS[name]
    const read = readParameters(entry, readObject('--params', values.params))
    if (read.kind === 'refused') throw new UsageError(`--params of ${name}: ${read.reason}`)
    const { bars, report } = await readBars(path, { cwd, timeframe: values.timeframe })
    if (report.isFaulty) err(`truebook: something is wrong with ${path}: see candles check\n`)
    const lines = linesOf(entry, bars, read.parameters)
    const about = { file: path, name, params: read.parameters, rows: bars.length }
    const warmUp = entry.warmUp(read.parameters)
    if (values.json) {
      out(`${JSON.stringify({ ...about, warmUp, openAt: Array.from(bars.openAt), lines })}\n`)
    } else out(textOf(bars, lines))
    return EXIT_DONE
  },
})

type LineValues = Readonly<Record<string, readonly (number | null)[]>>

function linesOf(entry: IndicatorEntry, bars: Bars, parameters: Parameters): LineValues {
  const columns: LineColumns = entry.columns(bars, parameters)
  return Object.fromEntries(
    entry.lines.map((line) => [
      line,
      Array.from(columns[line] ?? [], (value) => (Number.isFinite(value) ? value : null)),
    ]),
  )
}

function textOf(bars: Bars, lines: LineValues): string {
  const names = Object.keys(lines)
  const from = Math.max(0, bars.length - ROWS_SHOWN)
  const rows = Array.from(bars.openAt.subarray(from), (openAt, i) => {
    const cells = names.map((name) => lines[name]?.[from + i] ?? '-')
    return [new Date(openAt).toISOString(), ...cells].join('  ')
  })
  return [['bar opened at', ...names].join('  '), ...rows, ''].join('\n')
}

function readName(name: string | undefined): IndicatorName {
  if (name === undefined) {
    throw new UsageError(`expected --name, one of ${INDICATOR_NAMES.join(', ')}`)
  }
  if (isIndicatorName(name)) return name
  const meant = nearestWord(name, INDICATOR_NAMES)
  const hint =
    meant === null ? `there are ${INDICATOR_NAMES.join(', ')}` : `did you mean "${meant}"?`
  throw new UsageError(`there is no indicator "${name}"; ${hint}`)
}

function catalogueText(): string {
  const rows = INDICATOR_NAMES.map((name) => {
    const { about, parameters, lines }: IndicatorEntry = INDICATORS[name]
    const usual = Object.entries(parameters).map(([key, { initial }]) => `"${key}":${initial}`)
    return `  ${name} {${usual.join(',')}} -> ${lines.join(', ')}: ${about}`
  })
  return ['Indicators, their parameters with the usual values, and their lines:', ...rows].join(
    '\n',
  )
}
