import { resolve } from 'node:path'
import { deflatedSharpe } from '#core/metrics/deflated-sharpe.ts'
import { METRICS, type MetricName, metricsDocument } from '#core/metrics/metric.ts'
import { metricsOfCurve, NO_LIMITS } from '#core/metrics/metric-table.ts'
import { momentsOf } from '#core/metrics/moments.ts'
import { doubtsOf, IMPLAUSIBLE } from '#core/metrics/plausibility.ts'
import { sharpeOfPeriod } from '#core/metrics/sharpe.ts'
import {
  type CliValues,
  cliCommand,
  EXIT_DONE,
  onlyPositional,
  UsageError,
} from '../cli-command.ts'
import { readInflated } from '../read-bars.ts'
import { type ReturnsOfFile, readReturns } from './read-returns.ts'

const YEAR_MS = 31_557_600_000
/** Rows that many times denser or rarer than the periods of a year are not those periods. */
const STEP_TIMES_MAX = 2

const OPTIONS = {
  'periods-per-year': {
    type: 'string',
    placeholder: 'N',
    default: '365',
    summary: 'how many rows a year has: each row is one period',
  },
  'risk-free': {
    type: 'string',
    placeholder: 'RATE',
    default: '0',
    summary: 'what a year returns without risk, as a part: 0.04',
  },
  trials: {
    type: 'string',
    placeholder: 'N',
    summary: 'how many variants were tried, of which this is the best: deflates its Sharpe ratio',
  },
  'trials-deviation': {
    type: 'string',
    placeholder: 'D',
    summary: 'standard deviation of the yearly Sharpe ratios of those trials; 0.5 unless told',
  },
  'any-length': {
    type: 'boolean',
    summary: 'tell ratios of fewer than 30 periods and growth of fewer than 90 days as well',
  },
  json: { type: 'boolean', summary: 'one JSON document instead of text' },
} as const

const TRIALS_DEVIATION = 0.5

export const metrics = cliCommand({
  words: ['metrics'],
  summary: 'Tell what a series of equity or returns was worth',
  usage: 'FILE [--periods-per-year 365] [--json]',
  example: 'equity.csv --periods-per-year 365 --json',
  details: `FILE has the header timestamp_ms,equity or timestamp_ms,return, oldest first; an equity begins with its first
row, a return is what the period of its row made. A figure that means nothing is null, with the reason beside it.`,
  options: OPTIONS,
  async run(invocation) {
    const { values, cwd, out } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const periodsPerYear = numberAbove('periods-per-year', values['periods-per-year'], 0)
    const riskFree = numberAbove('risk-free', values['risk-free'], -1) / periodsPerYear
    const read = readReturns(new TextDecoder().decode(await readInflated(resolve(cwd, path), path)))
    const series = { returns: read.returns, periodsPerYear }
    const table = metricsOfCurve(
      { ...curveOf(read), series },
      { riskFree, ...(values['any-length'] && { limits: NO_LIMITS }) },
    )
    const document = {
      file: path,
      kind: read.kind,
      rows: read.at.length,
      periodsPerYear,
      ...metricsDocument(table),
      deflatedSharpe: deflated(read, periodsPerYear, values),
      doubts: doubtsOf(table),
      warnings: [
        ...warningsOf(read, periodsPerYear),
        ...doubtsOf(table).map((it) => IMPLAUSIBLE[it]),
      ],
    }
    out(values.json ? `${JSON.stringify(document)}\n` : textOf(document))
    return EXIT_DONE
  },
})

function curveOf({ kind, at, values }: ReturnsOfFile) {
  if (kind === 'equity') return { curve: { at, equity: values }, initial: values[0] ?? 1 }
  let growth = 1
  const equity = values.map((value) => {
    growth *= 1 + value
    return growth
  })
  return { curve: { at, equity }, initial: 1 }
}

function deflated(
  { returns }: ReturnsOfFile,
  periodsPerYear: number,
  values: CliValues<typeof OPTIONS>,
): number | null {
  if (values.trials === undefined) return null
  const count = numberAbove('trials', values.trials, 0)
  const told = values['trials-deviation']
  const yearly = told === undefined ? TRIALS_DEVIATION : numberAbove('trials-deviation', told, 0)
  const moments = momentsOf(returns)
  const trials = { count, deviation: yearly / Math.sqrt(periodsPerYear) }
  const found = deflatedSharpe(sharpeOfPeriod(moments), moments, trials)
  return Number.isFinite(found) ? found : null
}

function warningsOf({ stepMs }: ReturnsOfFile, periodsPerYear: number): string[] {
  const found = YEAR_MS / stepMs
  const apart = Math.max(found / periodsPerYear, periodsPerYear / found)
  if (!(apart > STEP_TIMES_MAX)) return []
  return [
    `Rows stand ${stepMs} ms apart, about ${Math.round(found)} a year, not ${periodsPerYear}: see --periods-per-year.`,
  ]
}

function textOf(document: ReturnType<typeof metricsDocument> & { warnings: readonly string[] }) {
  // A table is made of exactly these names.
  const names = Object.keys(document.metrics) as MetricName[]
  const rows = names.map((name) => {
    const { title, unit } = METRICS[name]
    const error = document.standardErrors[name]
    const figure = document.metrics[name] ?? `n/a: ${document.notAvailable[name]}`
    return `${title}: ${figure}${error === undefined ? '' : ` +- ${error}`} (${unit})`
  })
  return [...rows, ...document.warnings, ''].join('\n')
}

function numberAbove(name: string, text: string, floor: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && value > floor) return value
  throw new UsageError(`--${name} expects a number above ${floor}, found "${text}"`)
}
