import { runSeed } from '../run-seed.ts'
import { describeFailure, type SeedRange } from './run-seeds.ts'

/** No run has so many awaits: nothing is killed there. */
const NOWHERE = Number.MAX_SAFE_INTEGER - 1

/**
 * Runs each seed once to count what its processes wait for, then kills the one that waits before and after each of
 * these, in a run of its own. Stops after `runsMax` of those. Returns how many broke something.
 */
export async function runEveryAwait(
  { from, count, runsMax }: SeedRange & { readonly runsMax: number },
  print: (line: string) => void,
): Promise<number> {
  const startedAt = performance.now()
  let runs = 0
  let failures = 0
  for (let seed = from; seed < from + count && runs < runsMax; seed++) {
    const { awaits } = await runSeed({ seed, killAt: NOWHERE })
    for (let killAt = 0; killAt < 2 * awaits && runs < runsMax; killAt++) {
      const result = await runSeed({ seed, killAt })
      runs += 1
      if (result.violations.length === 0) continue
      failures += 1
      const when = `${killAt % 2 === 0 ? 'before' : 'after'} await ${killAt >> 1}`
      print(`a kill ${when}: ${describeFailure(result)}`)
    }
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  print(`${runs} kills, one at a time, ${failures} failures, ${seconds} s`)
  return failures
}
