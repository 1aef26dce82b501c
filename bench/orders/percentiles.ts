export type Percentiles = { readonly p50: number; readonly p95: number; readonly p99: number }

/** By nearest rank: each is a value that was measured. */
export function percentiles(values: readonly number[]): Percentiles {
  if (values.length === 0) throw new RangeError('the percentiles of nothing were asked for')
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
