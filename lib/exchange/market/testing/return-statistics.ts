/** The stylized facts a price path is held against (Cont, Quantitative Finance 1, 2001). */

export function logReturns(closes: readonly number[]): number[] {
  return closes.slice(1).map((close, i) => Math.log(close / (closes[i] ?? close)))
}

export function excessKurtosis(values: readonly number[]): number {
  const mean = average(values)
  const squares = average(values.map((value) => (value - mean) ** 2))
  const fourths = average(values.map((value) => (value - mean) ** 4))
  return fourths / squares ** 2 - 3
}

export function autocorrelation(values: readonly number[], lag: number): number {
  const mean = average(values)
  const products = values.slice(lag).map((value, i) => (value - mean) * ((values[i] ?? 0) - mean))
  const squares = values.map((value) => (value - mean) ** 2)
  return sum(products) / sum(squares)
}

export function correlation(left: readonly number[], right: readonly number[]): number {
  const [leftMean, rightMean] = [average(left), average(right)]
  const products = left.map((value, i) => (value - leftMean) * ((right[i] ?? 0) - rightMean))
  const spread = (values: readonly number[], mean: number): number =>
    sum(values.map((value) => (value - mean) ** 2))
  return sum(products) / Math.sqrt(spread(left, leftMean) * spread(right, rightMean))
}

function average(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
