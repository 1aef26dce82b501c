import type { SweepPointView, SweepResultView } from '#api/codecs/research-result.ts'
import { numberText, partText } from './research-words.ts'

/** What a map of a sweep can show. */
export const MAP_FIGURES = ['returned', 'sharpe', 'drawdownMax'] as const
export type MapFigure = (typeof MAP_FIGURES)[number]

export const FIGURE_WORDS: Readonly<Record<MapFigure, string>> = {
  returned: 'Return',
  sharpe: 'Sharpe ratio',
  drawdownMax: 'Deepest drawdown',
}

/** More is better, for every figure; null where it is not known. */
export function worthOf(point: SweepPointView, figure: MapFigure): number | null {
  return figure === 'drawdownMax' ? -point.drawdownMax : point[figure]
}

/** A figure with its sign. */
export function worthText(worth: number, figure: MapFigure): string {
  if (figure !== 'sharpe') return partText(worth)
  return `${worth > 0 ? '+' : ''}${numberText(worth)}`
}

/** The axes of a map by their place in `swept`, and what the parameter on neither of them is. */
export type MapView = {
  readonly x: number
  readonly y: number | null
  readonly held: number | null
}

export type SweepMap = {
  readonly xs: readonly number[]
  /** One row without a name where a single parameter is swept. */
  readonly ys: readonly (number | null)[]
  /** Index of the point in each cell, row by row; null where the strategy takes no such combination. */
  readonly cells: readonly (readonly (number | null)[])[]
}

/** The first parameter down, the second across, a third at its value in the best point. */
export function firstView({ swept, points, best }: SweepResultView): MapView {
  if (swept.length === 1) return { x: 0, y: null, held: null }
  const held = heldOf({ swept }, { x: 1, y: 0 })
  return { x: 1, y: 0, held: held === null ? null : (points[best]?.values[held] ?? null) }
}

/** The place of the parameter that is on neither axis; null where there is none. */
export function heldOf(
  { swept }: Pick<SweepResultView, 'swept'>,
  { x, y }: Pick<MapView, 'x' | 'y'>,
): number | null {
  const rest = swept.findIndex((_, place) => place !== x && place !== y)
  return y === null || rest === -1 ? null : rest
}

/** Every value that a parameter took, from low to high. */
export function valuesAt({ points }: Pick<SweepResultView, 'points'>, place: number): number[] {
  const values = new Set(points.flatMap((point) => point.values[place] ?? []))
  return [...values].sort((a, b) => a - b)
}

/** Lays the points out on two parameters, those of the held value where there is a third. */
export function sweepMapOf(result: SweepResultView, view: MapView): SweepMap {
  const { x, y, held } = view
  const xs = valuesAt(result, x)
  const ys = y === null ? [null] : valuesAt(result, y)
  const heldPlace = heldOf(result, view)
  const indexOf = new Map<string, number>()
  for (const [index, { values }] of result.points.entries()) {
    if (heldPlace !== null && values[heldPlace] !== held) continue
    indexOf.set(`${y === null ? null : values[y]} ${values[x]}`, index)
  }
  return { xs, ys, cells: ys.map((ofY) => xs.map((ofX) => indexOf.get(`${ofY} ${ofX}`) ?? null)) }
}

/** The best first; those of which the figure is not known are left out. */
export function bestPoints(
  { points }: Pick<SweepResultView, 'points'>,
  figure: MapFigure,
  count: number,
): readonly SweepPointView[] {
  const known = points.flatMap((point) => {
    const worth = worthOf(point, figure)
    return worth === null ? [] : [{ point, worth }]
  })
  known.sort((a, b) => b.worth - a.worth)
  return known.slice(0, count).map(({ point }) => point)
}
