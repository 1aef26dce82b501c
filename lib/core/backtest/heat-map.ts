import type { SweepFigure, SweepRow } from '#core/backtest/sweep-tally.ts'
import type { ParameterValue, ParameterValues } from '#core/strategies/parameter.ts'

export type HeatMap = {
  readonly x: { readonly name: string; readonly values: readonly ParameterValue[] }
  readonly y: { readonly name: string; readonly values: readonly ParameterValue[] }
  readonly figure: SweepFigure
  /** A row for each value of y. The mean over all points of the cell; null where there is none. */
  readonly cells: readonly (readonly (number | null)[])[]
}

type Played = { readonly values: ParameterValues; readonly row: SweepRow | null }

/** Two parameters against a figure. A lone bright cell among dark ones is luck, a bright region may be more. */
export function heatMapOf(
  played: readonly Played[],
  { x, y, figure }: { readonly x: string; readonly y: string; readonly figure: SweepFigure },
): HeatMap {
  const valuesOf = (name: string) => [
    ...new Set(played.flatMap(({ values }) => values[name] ?? [])),
  ]
  const xs = valuesOf(x)
  const ys = valuesOf(y)
  const cellOf = (ofX: ParameterValue, ofY: ParameterValue) => {
    const found = played.filter(({ values }) => values[x] === ofX && values[y] === ofY)
    return mean(found.flatMap(({ row }) => row?.[figure] ?? []))
  }
  return {
    x: { name: x, values: xs },
    y: { name: y, values: ys },
    figure,
    cells: ys.map((ofY) => xs.map((ofX) => cellOf(ofX, ofY))),
  }
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
