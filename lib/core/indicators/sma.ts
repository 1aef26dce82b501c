import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

/**
 * Simple moving average of the last `length` values; NaN before there are so many. The running sum is made
 * anew from the window once per turn of it, so the error of adding and taking away never builds up.
 */
export function sma(length: number): Indicator<number, number> {
  assertLength(length)
  const window = new Float64Array(length)
  let count = 0
  let sum = 0
  const sumWith = (value: number): number => {
    const at = count % length
    if (at < length - 1) return sum - (window[at] ?? 0) + value
    let fresh = 0
    for (let i = 0; i < at; i += 1) fresh += window[i] ?? 0
    return fresh + value
  }
  return {
    next(value) {
      sum = sumWith(value)
      window[count % length] = value
      count += 1
      return count < length ? Number.NaN : sum / length
    },
    peek: (value) => (count + 1 < length ? Number.NaN : sumWith(value) / length),
  }
}
