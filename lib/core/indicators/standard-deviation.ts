import type { Indicator } from '#core/indicators/indicator.ts'
import { momentColumns, movingMoments } from '#core/indicators/moving-moments.ts'

/** Standard deviation of the last `length` values as a whole population: divided by n, as Bollinger's bands are. */
export function standardDeviation(length: number): Indicator<number, number> {
  const moments = movingMoments(length)
  return {
    next: (value) => Math.sqrt(moments.next(value).squares / length),
    peek: (value) => Math.sqrt(moments.peek(value).squares / length),
  }
}

/** The deviation at every value of a column, to the last bit what `standardDeviation` tells one by one. */
export function standardDeviationColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  const mean = new Float64Array(values.length)
  momentColumns(values, length, { mean, squares: into })
  for (let i = 0; i < values.length; i += 1) into[i] = Math.sqrt(into[i]! / length)
  return into
}
