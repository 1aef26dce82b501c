import { assertLength, type Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'

type Range = Pick<Candle, 'high' | 'low'>
export type Extremes = { readonly highest: number; readonly lowest: number }

const UNKNOWN: Extremes = { highest: Number.NaN, lowest: Number.NaN }

/**
 * Highest high and lowest low of the last `length` bars, in constant time per bar whatever they do: the extreme
 * from each bar to the end of the turn before, and the one since, make every window (van Herk, 1992; Gil and
 * Werman, 1993).
 */
export function movingExtremes(length: number): Indicator<Range, Extremes> {
  assertLength(length)
  // This turn's bars up to now; from there on, what the turn before reached from that bar to its end.
  const highs = new Float64Array(length)
  const lows = new Float64Array(length)
  let count = 0
  let since = UNKNOWN
  const sinceWith = ({ high, low }: Range): Extremes =>
    count % length === 0
      ? { highest: high, lowest: low }
      : { highest: Math.max(since.highest, high), lowest: Math.min(since.lowest, low) }
  const extremesOf = ({ highest, lowest }: Extremes): Extremes => {
    const at = count % length
    if (at === length - 1) return { highest, lowest }
    if (count < length) return UNKNOWN
    return { highest: Math.max(highest, highs[at + 1]!), lowest: Math.min(lowest, lows[at + 1]!) }
  }
  return {
    next(bar) {
      since = sinceWith(bar)
      const extremes = extremesOf(since)
      highs[count % length] = bar.high
      lows[count % length] = bar.low
      count += 1
      if (count % length === 0) reachBackwards(highs, lows)
      return extremes
    },
    peek: (bar) => extremesOf(sinceWith(bar)),
  }
}

function reachBackwards(highs: Float64Array, lows: Float64Array): void {
  for (let i = highs.length - 2; i >= 0; i -= 1) {
    highs[i] = Math.max(highs[i]!, highs[i + 1]!)
    lows[i] = Math.min(lows[i]!, lows[i + 1]!)
  }
}

/** The highest of the last `length` values at every value of a column, to the last bit as `movingExtremes`. */
export function highestColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  return extremeColumn(values, { length, sign: 1 }, into)
}

/** The lowest of the last `length` values at every value of a column, to the last bit as `movingExtremes`. */
export function lowestColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  return extremeColumn(values, { length, sign: -1 }, into)
}

/** The highest of the values times `sign`, and that times `sign` again: with -1, the lowest of the values. */
function extremeColumn(
  values: Float64Array,
  { length, sign }: { readonly length: number; readonly sign: 1 | -1 },
  into: Float64Array,
): Float64Array {
  assertLength(length)
  into.fill(Number.NaN, 0, length)
  for (let start = 0; start < values.length; start += length) {
    const end = Math.min(start + length, values.length)
    const isFull = end === start + length
    let highest = Number.NEGATIVE_INFINITY
    for (let i = start; i < end; i += 1) {
      highest = Math.max(highest, sign * values[i]!)
      into[i] = sign * Math.max(highest, into[i]!)
    }
    if (!isFull) return into
    into[end - 1] = sign * highest
    let reached = Number.NEGATIVE_INFINITY
    for (let i = end - 1; i > start; i -= 1) {
      reached = Math.max(reached, sign * values[i]!)
      if (i + length - 1 < into.length) into[i + length - 1] = reached
    }
  }
  return into
}
