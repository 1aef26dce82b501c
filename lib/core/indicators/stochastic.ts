import type { Indicator } from '#core/indicators/indicator.ts'
import {
  type Extremes,
  highestColumn,
  lowestColumn,
  movingExtremes,
} from '#core/indicators/moving-extremes.ts'
import { sma, smaColumn } from '#core/indicators/sma.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

export type StochasticLengths = {
  readonly length: number
  readonly smoothing: number
  readonly signal: number
}
export type Stochastic = { readonly k: number; readonly d: number }
type Range = Pick<Candle, 'high' | 'low' | 'close'>

const FULL = 100
const UNKNOWN: Stochastic = { k: Number.NaN, d: Number.NaN }

/**
 * Slow stochastic oscillator after Lane: where in the range of the last `length` bars a close stands, 0 to 100,
 * averaged over `smoothing` bars (k), and the average of that over `signal` (d). 0 in a window without a range,
 * as Stock.Indicators and Tulip have it.
 */
export function stochastic(lengths: StochasticLengths): Indicator<Range, Stochastic> {
  const extremes = movingExtremes(lengths.length)
  const smoothed = sma(lengths.smoothing)
  const signal = sma(lengths.signal)
  return {
    next(bar) {
      const place = placeOf(bar.close, extremes.next(bar))
      if (Number.isNaN(place)) return UNKNOWN
      const k = smoothed.next(place)
      return { k, d: Number.isNaN(k) ? k : signal.next(k) }
    },
    peek(bar) {
      const place = placeOf(bar.close, extremes.peek(bar))
      if (Number.isNaN(place)) return UNKNOWN
      const k = smoothed.peek(place)
      return { k, d: Number.isNaN(k) ? k : signal.peek(k) }
    },
  }
}

function placeOf(close: number, { highest, lowest }: Extremes): number {
  return highest === lowest ? 0 : (FULL * (close - lowest)) / (highest - lowest)
}

type StochasticColumns = Readonly<Record<keyof Stochastic, Float64Array>>

/** Both lines at every bar, to the last bit what `stochastic` tells one by one. */
export function stochasticColumns(
  { length: count, high, low, close }: Pick<Bars, 'length' | 'high' | 'low' | 'close'>,
  { length, smoothing, signal }: StochasticLengths,
  into: StochasticColumns = { k: new Float64Array(count), d: new Float64Array(count) },
): StochasticColumns {
  const { k, d } = into
  const places = highestColumn(high, length)
  lowestColumn(low, length, d)
  for (let i = 0; i < count; i += 1) {
    const highest = places[i]!
    const lowest = d[i]!
    places[i] = highest === lowest ? 0 : (FULL * (close[i]! - lowest)) / (highest - lowest)
  }
  smaFrom(length - 1, places, { length: smoothing, into: k })
  smaFrom(length + smoothing - 2, k, { length: signal, into: d })
  return into
}

/** The average of the values from `known` on, which those before are not. */
function smaFrom(
  known: number,
  values: Float64Array,
  { length, into }: { readonly length: number; readonly into: Float64Array },
): void {
  into.fill(Number.NaN, 0, known)
  smaColumn(values.subarray(known), length, into.subarray(known))
}
