import {
  countPoints,
  gridPoints,
  POINTS_MAX,
  randomPoints,
  rangeOf,
  type SweepPoints,
  type SweepRanges,
} from '#core/backtest/sweep-points.ts'
import { SWEEP_FIGURES, type SweepFigure } from '#core/backtest/sweep-tally.ts'
import { type Parameter, type ParameterValue, parseParameters } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { SWEEP_WORKERS_MAX } from '#runtime/research/run-sweep.ts'
import { type CliValues, UsageError } from '../cli-command.ts'
import { readObject } from './strategy-options.ts'

export const SWEEP_OPTIONS = {
  ranges: {
    type: 'string',
    placeholder: 'JSON',
    summary:
      'required: {"fast":[5,50,5]} goes from 5 to 50 by 5; {"direction":["long","both"]} lists',
  },
  random: { type: 'string', placeholder: 'N', summary: 'try N points drawn from the ranges' },
  seed: { type: 'string', placeholder: 'N', default: '1', summary: 'of the draw' },
  workers: { type: 'string', placeholder: 'N', default: '2', summary: 'threads' },
  by: {
    type: 'string',
    placeholder: 'FIGURE',
    default: 'finalEquity',
    summary: `what is best: ${SWEEP_FIGURES.join(', ')}`,
  },
} as const

type Values = CliValues<typeof SWEEP_OPTIONS>

/** The points to try. Throws UsageError that names what is wrong with the ranges. */
export function readPoints(
  strategy: Strategy,
  values: Pick<Values, 'ranges' | 'random' | 'seed'>,
): SweepPoints {
  const ranges = readRanges(strategy, values.ranges)
  const count =
    values.random === undefined ? null : wholeNumber('random', values.random, POINTS_MAX)
  if (count === null && countPoints(ranges) > POINTS_MAX) {
    throw new UsageError(
      `the ranges span ${countPoints(ranges)} points, ${POINTS_MAX} at most; try some with --random`,
    )
  }
  const seed = Number(values.seed)
  if (!Number.isInteger(seed)) {
    throw new UsageError(`--seed expects a whole number, found "${values.seed}"`)
  }
  const points =
    count === null ? gridPoints(strategy, ranges) : randomPoints(strategy, ranges, { count, seed })
  if (points.points.length === 0) {
    throw new UsageError(`${strategy.name} takes none of the ${points.refused} points`)
  }
  return points
}

export function readWorkers(values: Values): number {
  return wholeNumber('workers', values.workers, SWEEP_WORKERS_MAX)
}

export function readFigure(values: Values): SweepFigure {
  const figure = SWEEP_FIGURES.find((name) => name === values.by)
  if (figure !== undefined) return figure
  throw new UsageError(`--by expects one of ${SWEEP_FIGURES.join(', ')}, found "${values.by}"`)
}

function readRanges(strategy: Strategy, text: string | undefined): SweepRanges {
  if (text === undefined) throw new UsageError('expected --ranges, such as {"fast":[5,50,5]}')
  const given = Object.entries(readObject('--ranges', text))
  return Object.fromEntries(given.map(([name, range]) => [name, readRange(strategy, name, range)]))
}

function readRange(strategy: Strategy, name: string, range: unknown): readonly ParameterValue[] {
  const parameter = strategy.parameters[name]
  const values = parameter === undefined ? [range] : valuesOf(parameter, range)
  if (values === null) {
    throw new UsageError(
      `--ranges: "${name}" expects [from, to, step], found ${JSON.stringify(range)}`,
    )
  }
  for (const value of values) {
    const parsed = parseParameters(strategy.parameters, { [name]: value })
    if (parsed.kind === 'ok') continue
    throw new UsageError(`--ranges: "${name}" ${parsed.faults[0]?.message}`)
  }
  // Each value has just been parsed as one of this parameter's.
  return values as readonly ParameterValue[]
}

function valuesOf(parameter: Parameter, range: unknown): readonly unknown[] | null {
  if (!Array.isArray(range) || range.length === 0) return null
  if (parameter.kind === 'choice') return range
  const [from, to = from, step] = range
  const isRange = range.length <= 3 && range.every((value) => Number.isFinite(value))
  if (!isRange || to < from || (step !== undefined && step <= 0)) return null
  return rangeOf(parameter, from, to, step)
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= max) return value
  throw new UsageError(`--${name} expects a whole number from 1 to ${max}, found "${text}"`)
}
