/** What a process held at a moment. */
export type MemorySample = { readonly at: number; readonly bytes: number }

export type MemorySlope = {
  readonly samples: number
  readonly firstBytes: number
  readonly lastBytes: number
  readonly worstBytes: number
  /** By least squares over all samples. */
  readonly bytesPerHour: number
  /** Half the width of the 95 % interval around it, were the samples independent; garbage collection makes it wider. */
  readonly errorPerHour: number
}

const HOUR_MS = 3_600_000
/** Of a normal distribution. */
const STANDARD_ERRORS = 1.96
const SAMPLES_MIN = 3

/** How fast a process grows; null for fewer samples than make a line and its error. */
export function memorySlope(samples: readonly MemorySample[]): MemorySlope | null {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || samples.length < SAMPLES_MIN) return null
  const hours = samples.map(({ at }) => (at - first.at) / HOUR_MS)
  const bytes = samples.map((sample) => sample.bytes)
  const [meanHours, meanBytes] = [mean(hours), mean(bytes)]
  const spread = sum(hours.map((hour) => (hour - meanHours) ** 2))
  if (spread === 0) return null
  const slope =
    sum(samples.map(({ bytes }, at) => ((hours[at] ?? 0) - meanHours) * (bytes - meanBytes))) /
    spread
  const misses = samples.map(
    ({ bytes }, at) => bytes - meanBytes - slope * ((hours[at] ?? 0) - meanHours),
  )
  const variance = sum(misses.map((miss) => miss ** 2)) / (samples.length - 2)
  return {
    samples: samples.length,
    firstBytes: first.bytes,
    lastBytes: last.bytes,
    worstBytes: Math.max(...bytes),
    bytesPerHour: slope,
    errorPerHour: STANDARD_ERRORS * Math.sqrt(variance / spread),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
