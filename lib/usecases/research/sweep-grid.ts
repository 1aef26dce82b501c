import { COMBINATIONS_MAX, type GridView } from '#api/codecs/research.ts'
import { countOfRange, gridPoints, rangeOf, type SweepPoints } from '#core/backtest/sweep-points.ts'
import {
  type ParameterValue,
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
  const ranges: Record<string, readonly ParameterValue[]> = {}
  for (const [name, parameter] of Object.entries(strategy.parameters)) {
    const range = grid[name]
    ranges[name] =
      range === undefined
        ? [parameters[name] ?? parameter.default]
        : rangeOf(parameter, range.from, range.to, range.step)
  }
  return gridPoints(strategy, ranges)
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

function faultOfRange(
  strategy: Strategy,
  name: string,
  { from, to, step }: GridView[string],
): string | null {
  const parameter = strategy.parameters[name]
  if (parameter === undefined || parameter.kind === 'choice') {
    const names = Object.entries(strategy.parameters).flatMap(([each, { kind }]) =>
      kind === 'choice' ? [] : [each],
    )
    return `expected one of ${names.join(', ')}`
  }
  if (from > to) return `expected from at most ${to}, found ${from}`
  const count = countOfRange(from, to, step)
  if (count > COMBINATIONS_MAX) return `expected at most ${COMBINATIONS_MAX} values, found ${count}`
  for (const value of rangeOf(parameter, from, to, step)) {
    const parsed = parseParameters({ [name]: parameter }, { [name]: value })
    if (parsed.kind === 'bad') return parsed.faults[0]?.message ?? 'expected other values'
  }
  return null
}
