import { runSeed, type SeedResult } from '../run-seed.ts'
import { shrinkFailure } from '../shrink-failure.ts'

export type SeedRange = { readonly from: number; readonly count: number }

/** Failures shown with their traces; of more only the seeds. */
const TRACES_MAX = 3

/** Runs seeds one after the other and tells of each that broke something. Returns how many did. */
export async function runSeeds(
  { from, count }: SeedRange,
  print: (line: string) => void,
): Promise<number> {
  const startedAt = performance.now()
  let failures = 0
  let awaits = 0
  let orders = 0
  for (let seed = from; seed < from + count; seed++) {
    const result = await runSeed({ seed })
    awaits += result.awaits
    orders += result.venueOrders
    if (result.violations.length === 0) continue
    failures += 1
    print(describeFailure(result))
    if (failures <= TRACES_MAX) print(await traceOf(result))
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  print(
    `${count} seeds, ${orders} venue orders, ${awaits} awaits, ${failures} failures, ${seconds} s`,
  )
  return failures
}

export function describeFailure({ seed, violations, faults }: SeedResult): string {
  return `seed ${seed} breaks:\n  ${violations.join('\n  ')}\n  with ${faults.join(', ')}`
}

async function traceOf(failed: SeedResult): Promise<string> {
  const smallest = await shrinkFailure(failed, { seed: failed.seed })
  return `shrunk, with ${smallest.faults.join(', ')}:\n    ${smallest.trace.join('\n    ')}`
}
