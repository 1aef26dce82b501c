import type { Indicator } from '#core/indicators/indicator.ts'
import { type Moments, momentColumns, movingMoments } from '#core/indicators/moving-moments.ts'

export type Bands = { readonly middle: number; readonly upper: number; readonly lower: number }

/**
 * Bollinger bands: the mean of the last `length` values and `deviations` standard deviations of the whole
 * window (divided by n) on both sides.
 */
export function bollinger(length: number, deviations: number): Indicator<number, Bands> {
  const moments = movingMoments(length)
  const bandsOf = ({ mean, squares }: Moments): Bands => {
    const width = deviations * Math.sqrt(squares / length)
    return { middle: mean, upper: mean + width, lower: mean - width }
  }
  return {
    next: (value) => bandsOf(moments.next(value)),
    peek: (value) => bandsOf(moments.peek(value)),
  }
}

type BandColumns = Readonly<Record<keyof Bands, Float64Array>>

/** The bands at every value of a column, to the last bit what `bollinger` tells one by one. */
export function bollingerColumns(
  values: Float64Array,
  { length, deviations }: { readonly length: number; readonly deviations: number },
  into: BandColumns = {
    middle: new Float64Array(values.length),
    upper: new Float64Array(values.length),
    lower: new Float64Array(values.length),
  },
): BandColumns {
  const { middle, upper, lower } = into
  momentColumns(values, length, { mean: middle, squares: upper })
  for (let i = 0; i < values.length; i += 1) {
    const width = deviations * Math.sqrt(upper[i]! / length)
    upper[i] = middle[i]! + width
    lower[i] = middle[i]! - width
  }
  return into
}
