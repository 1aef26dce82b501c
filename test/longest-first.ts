import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes a minute or more, for it waits for the wall's clock; the longest first. */
const LONGEST = [
  'test/chaos/chaos.conformance.test.ts',
  'lib/runtime/runner/red-in-time.conformance.test.ts',
  'lib/runtime/runner/request-weight.conformance.test.ts',
  'test/soak/two-thousand-orders.conformance.test.ts',
  'test/chaos/postgres-kill.conformance.test.ts',
]

/**
 * Starts what takes longest first, so that no worker is left alone with it at the end. Vitest knows of times only from
 * an earlier run, and takes small files for short ones without.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((path) => moduleId.endsWith(path))
  return rank === -1 ? LONGEST.length : rank
}
