export type Moments = {
  readonly count: number
  readonly mean: number
  /** Of a sample: divided by n - 1. NaN for fewer than two values. */
  readonly deviation: number
  /** 0 when both sides are alike; third standardised moment. */
  readonly skewness: number
  /** 3 for a normal distribution; fourth standardised moment. */
  readonly kurtosis: number
}

/** Mean, spread and shape of values. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length
  let sum = 0
  for (let i = 0; i < count; i += 1) sum += values[i] ?? Number.NaN
  const mean = sum / count
  let [second, third, fourth] = [0, 0, 0]
  for (let i = 0; i < count; i += 1) {
    const apart = (values[i] ?? Number.NaN) - mean
    const square = apart * apart
    second += square
    third += square * apart
    fourth += square * square
  }
  const variance = second / count
  return {
    count,
    mean,
    deviation: count < 2 ? Number.NaN : Math.sqrt(second / (count - 1)),
    skewness: third / count / variance ** 1.5,
    kurtosis: fourth / count / variance ** 2,
  }
}
