import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

export type Bands = { readonly middle: number; readonly upper: number; readonly lower: number }

const UNKNOWN: Bands = { middle: Number.NaN, upper: Number.NaN, lower: Number.NaN }

type Moments = { readonly mean: number; readonly squares: number }

/**
 * Bollinger bands: the mean of the last `length` values and `deviations` standard deviations of the whole
 * window (divided by n) on both sides. Mean and squares about it are moved on by Welford's update and made
 * anew once per turn of the window: squares of prices of 64,000 would swallow a move of 1.
 */
export function bollinger(length: number, deviations: number): Indicator<number, Bands> {
  assertLength(length)
  const window = new Float64Array(length)
  let count = 0
  let moments: Moments = { mean: 0, squares: 0 }
  const momentsWith = (value: number): Moments => {
    const at = count % length
    if (at === length - 1) return freshMoments(window, value)
    if (count < length) return grown(moments, value, count + 1)
    return moved(moments, { from: window[at] ?? 0, to: value, length })
  }
  const bandsOf = ({ mean, squares }: Moments): Bands => {
    const width = deviations * Math.sqrt(Math.max(0, squares) / length)
    return { middle: mean, upper: mean + width, lower: mean - width }
  }
  return {
    next(value) {
      moments = momentsWith(value)
      window[count % length] = value
      count += 1
      return count < length ? UNKNOWN : bandsOf(moments)
    },
    peek: (value) => (count + 1 < length ? UNKNOWN : bandsOf(momentsWith(value))),
  }
}

function freshMoments(window: Float64Array, last: number): Moments {
  const end = window.length - 1
  let sum = last
  for (let i = 0; i < end; i += 1) sum += window[i] ?? 0
  const mean = sum / window.length
  let squares = (last - mean) ** 2
  for (let i = 0; i < end; i += 1) squares += ((window[i] ?? 0) - mean) ** 2
  return { mean, squares }
}

function grown({ mean, squares }: Moments, value: number, count: number): Moments {
  const next = mean + (value - mean) / count
  return { mean: next, squares: squares + (value - mean) * (value - next) }
}

function moved(
  { mean, squares }: Moments,
  step: { readonly from: number; readonly to: number; readonly length: number },
): Moments {
  const change = step.to - step.from
  const next = mean + change / step.length
  return { mean: next, squares: squares + change * (step.to - next + step.from - mean) }
}
