import { spawn } from 'node:child_process'
import { MUTANTS } from '../mutants/all-mutants.ts'
import type { Mutant } from '../mutants/mutant.ts'

/** A defect that so many seeds do not notice is one that the simulator does not test for. */
const SEEDS_PER_MUTANT = 2_000
const here = new URL('../mutants/', import.meta.url)

/** Runs every mutant until a seed kills it, and tells which. Returns how many survived. */
export async function runMutants(
  { only }: { readonly only: string | null },
  print: (line: string) => void,
): Promise<number> {
  const mutants = MUTANTS.filter(({ name }) => only === null || name === only)
  let survivors = 0
  for (const mutant of mutants) {
    const outcome = await outcomeOf(mutant)
    if (outcome === null) survivors += 1
    const fate =
      outcome === null ? 'SURVIVED' : `killed by seed ${outcome.seed}: ${outcome.violation}`
    print(`${mutant.name}: ${fate}`)
  }
  print(`${mutants.length} mutants, ${survivors} survived ${SEEDS_PER_MUTANT} seeds`)
  return survivors
}

type Kill = { readonly seed: number; readonly violation: string }

async function outcomeOf({ name }: Mutant): Promise<Kill | null> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('load-mutant.ts', here).href,
      new URL('run-mutant.ts', here).pathname,
      '1',
      String(SEEDS_PER_MUTANT),
    ],
    { env: { ...process.env, MUTANT: name }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  for await (const chunk of child.stdout) printed += String(chunk)
  const [code] = await new Promise<[number | null]>((resolve) =>
    child.exitCode === null
      ? child.once('close', (exit) => resolve([exit]))
      : resolve([child.exitCode]),
  )
  if (code !== 0) throw new Error(`the mutant "${name}" could not be run`)
  return JSON.parse(printed)
}
