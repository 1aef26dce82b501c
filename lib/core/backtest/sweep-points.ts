import type { Parameter, ParameterValue, ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** The most sets of values that one sweep tries. */
export const POINTS_MAX = 200_000

/** The values of a parameter that a sweep tries, by its name; one that is not named keeps its default. */
export type SweepRanges = { readonly [name: string]: readonly ParameterValue[] }

export type SweepPoints = {
  readonly points: readonly ParameterValues[]
  /** Sets that the strategy refuses, as a fast average that is slower than the slow one. */
  readonly refused: number
}

/** How many sets of values the ranges span. */
export function countPoints(ranges: SweepRanges): number {
  return Object.values(ranges).reduce((count, values) => count * values.length, 1)
}

/** Every combination, the last range turning fastest. */
export function gridPoints(strategy: Strategy, ranges: SweepRanges): SweepPoints {
  const base = defaultsOf(strategy)
  let points: ParameterValues[] = [base]
  for (const [name, values] of Object.entries(ranges)) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })))
  }
  return accepted(strategy, points)
}

/** `count` combinations drawn from the ranges, each once, the same for the same seed. */
export function randomPoints(
  strategy: Strategy,
  ranges: SweepRanges,
  { count, seed }: { readonly count: number; readonly seed: number },
): SweepPoints {
  const all = countPoints(ranges)
  const random = mulberry(seed)
  const base = defaultsOf(strategy)
  const drawn = new Set<number>()
  while (drawn.size < Math.min(count, all)) drawn.add(Math.floor(random() * all))
  const points = [...drawn].map((index) => pointAt(base, ranges, index))
  return accepted(strategy, points)
}

/** How far a count may lie below a whole number and still be one: steps such as 0.1 are not exact. */
const NEARLY = 1e-9
/** Parts of one that a value keeps, so that three steps of 0.1 are 0.3. */
const PARTS = 1e9

/** The values of a parameter from `from` to `to`; the step is the parameter's own unless told. */
export function rangeOf(
  parameter: Parameter,
  from: number,
  to: number,
  step = parameter.kind === 'choice' ? 1 : parameter.step,
): number[] {
  const count = countOfRange(from, to, step)
  return Array.from({ length: count }, (_, k) => Math.round((from + k * step) * PARTS) / PARTS)
}

/** How many values there are from `from` to `to`. */
export function countOfRange(from: number, to: number, step: number): number {
  return Math.max(0, Math.floor((to - from) / step + NEARLY) + 1)
}

function pointAt(base: ParameterValues, ranges: SweepRanges, index: number): ParameterValues {
  const point: Record<string, ParameterValue> = { ...base }
  let rest = index
  for (const [name, values] of Object.entries(ranges).reverse()) {
    point[name] = values[rest % values.length]!
    rest = Math.floor(rest / values.length)
  }
  return point
}

function accepted(strategy: Strategy, points: readonly ParameterValues[]): SweepPoints {
  const kept = points.filter((point) => strategy.check(point) === null)
  return { points: kept, refused: points.length - kept.length }
}

function defaultsOf({ parameters }: Strategy): ParameterValues {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]),
  )
}

/** Mulberry32: 32 bits of state, enough to draw points fairly. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
