import type { FaultKind } from './kernel/faults.ts'
import { FAULTS_UNTIL_MS, runSeed, type SeedOptions, type SeedResult } from './run-seed.ts'

/** Faults end this much sooner, as long as the failure stays. */
const SHORTER = 0.75
const SHORTEST_MS = 1_000

/**
 * The smallest run near a failing one that breaks the same invariant: first with fewer intents, then with fewer kinds
 * of faults, then with faults that end sooner. Traced.
 */
export async function shrinkFailure(failed: SeedResult, options: SeedOptions): Promise<SeedResult> {
  const broken = invariantOf(failed)
  let smallest = { options, result: failed }
  const tryWith = async (change: Partial<SeedOptions>) => {
    const tried = { ...smallest.options, ...change }
    const result = await runSeed(tried)
    const isSame = result.violations.length > 0 && invariantOf(result) === broken
    if (isSame) smallest = { options: tried, result }
    return isSame
  }
  for (let index = 0; index < failed.intents; index++) {
    const withoutIntents = new Set([...(smallest.options.withoutIntents ?? []), index])
    await tryWith({ withoutIntents })
  }
  for (const kind of failed.faults) {
    const without: ReadonlySet<FaultKind> = new Set([...(smallest.options.without ?? []), kind])
    await tryWith({ without })
  }
  let faultsUntilMs = (options.faultsUntilMs ?? FAULTS_UNTIL_MS) * SHORTER
  while (faultsUntilMs > SHORTEST_MS && (await tryWith({ faultsUntilMs }))) faultsUntilMs *= SHORTER
  return runSeed({ ...smallest.options, isTraced: true })
}

function invariantOf({ violations }: SeedResult): string {
  return violations[0]?.split(' ')[0] ?? ''
}
