import { PERFORMANCE_RANGES, type PerformanceRange } from '#api/codecs/performance.ts'

const DEFAULT_RANGE: PerformanceRange = '7d'

/** The range that an address names; a week where it names none. */
export function rangeOf(text: string | readonly string[] | null | undefined): PerformanceRange {
  return PERFORMANCE_RANGES.find((range) => range === text) ?? DEFAULT_RANGE
}
