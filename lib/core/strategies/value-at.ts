/** The number at bar `i` of a column; NaN where there is none. */
export function valueAt(column: Float64Array, i: number): number {
  return column[i] ?? Number.NaN
}
