/** So often a property of the order path is tried in `npm test`; `npm run sim:full` says more. */
const PROPERTY_RUNS = 5_000

const RUNS_VARIABLE = 'TRUEBOOK_PROPERTY_RUNS'

/** How often to try a property: as `TRUEBOOK_PROPERTY_RUNS` says, where it says anything. */
export function propertyRuns(inEveryTest = PROPERTY_RUNS): number {
  const told = process.env[RUNS_VARIABLE]
  if (told === undefined) return inEveryTest
  const runs = Number(told)
  if (Number.isSafeInteger(runs) && runs > 0) return runs
  throw new RangeError(`expected a whole number above 0 in ${RUNS_VARIABLE}, found "${told}"`)
}
