import { COMBINATIONS_MAX, type GridView } from '#api/codecs/research.ts'
import { countOfRange, gridPoints, rangeOf, type SweepPoints } from '#core/backtest/sweep-points.ts'
import {
  type Parameter,
  type ParameterValues,
  parseParameters,
} from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** Every combination of the grid that the strategy takes; what is not swept keeps its value. */
export function pointsOfGrid(
  strategy: Strategy,
  parameters: ParameterValues,
  grid: GridView,
): SweepPoints {
  const names = Object.keys(strategy.parameters)
  const ranges = names.flatMap((name) => {
    const range = grid[name]
    const parameter = strategy.parameters[name]
    if (range === undefined)
      return parameters[name] === undefined ? [] : [[name, [parameters[name]]]]
    return parameter === undefined
      ? []
      : [[name, rangeOf(parameter, range.from, range.to, range.step)]]
  })
  return gridPoints(strategy, Object.fromEntries(ranges))
}

export type GridFault = { readonly field: string; readonly message: string }

/** What is wrong with a grid, the first thing of it; null when nothing is. */
export function faultOfGrid(
  strategy: Strategy,
  parameters: ParameterValues,
  grid: GridView,
): GridFault | null {
  let combinations = 1
  for (const [name, range] of Object.entries(grid)) {
    const message = faultOfRange(strategy, name, range)
    if (message !== null) return { field: `grid.${name}`, message }
    combinations *= countOfRange(range.from, range.to, range.step)
  }
  if (combinations > COMBINATIONS_MAX) {
    return {
      field: 'grid',
      message: `expected at most ${COMBINATIONS_MAX} combinations, found ${combinations}`,
    }
  }
  if (pointsOfGrid(strategy, parameters, grid).points.length > 0) return null
  return {
    field: 'grid',
    message: `${strategy.name} takes none of the ${combinations} combinations`,
  }
}

type Range = GridView[string]

function faultOfRange(strategy: Strategy, name: string, range: Range): string | null {
  const parameter = strategy.parameters[name]
  const numbers = Object.entries(strategy.parameters).filter(([, { kind }]) => kind !== 'choice')
  if (parameter === undefined || parameter.kind === 'choice') {
    return `expected one of ${numbers.map(([each]) => each).join(', ')}`
  }
  const { from, to, step } = range
  if (from > to) return `expected from at most ${to}, found ${from}`
  const count = countOfRange(from, to, step)
  if (count > COMBINATIONS_MAX) {
    return `expected at most ${COMBINATIONS_MAX} values, found ${count}`
  }
  return faultOfValues(strategy, name, rangeOf(parameter as Parameter, from, to, step))
}

function faultOfValues(strategy: Strategy, name: string, values: readonly number[]): string | null {
  const { [name]: parameter } = strategy.parameters
  for (const value of values) {
    const parsed = parseParameters(parameter === undefined ? {} : { [name]: parameter }, {
      [name]: value,
    })
    if (parsed.kind === 'bad') return parsed.faults[0]?.message ?? 'expected other values'
  }
  return null
}
