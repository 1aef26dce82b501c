import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeFailure } from './commands/run-seeds.ts'
import { MUTANTS } from './mutants/all-mutants.ts'
import { runSeed } from './run-seed.ts'

const SEEDS = 500
const root = new URL('../../', import.meta.url)

/** Where an order can end; nothing rests in doubt. */
const ENDS = [
  'CANCELED',
  'DENIED',
  'EXPIRED',
  'FILLED',
  'NOT_PLACED',
  'PARTIALLY_FILLED',
  'REJECTED',
  'WORKING',
]

test(`no crash, freeze, lost message or lie of ${SEEDS} seeds breaks an invariant`, {
  timeout: 600_000,
}, async () => {
  const failures: string[] = []
  const ends = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runSeed({ seed })
    for (const state of result.states) ends.set(state, (ends.get(state) ?? 0) + 1)
    if (result.violations.length > 0) failures.push(describeFailure(result))
  }
  expect(failures).toEqual([])
  // A simulation in which nothing happens finds nothing.
  expect([...ends.keys()].sort()).toEqual(ENDS)
  expect(ends.get('FILLED')).toBeGreaterThan(SEEDS)
})

test('the same seed is the same run', async () => {
  for (const seed of [1, 2, 3]) {
    const [one, other] = [await runSeed({ seed }), await runSeed({ seed })]
    expect(other.hash).toBe(one.hash)
  }
})

test('every mutant is made of text that its file has exactly once', () => {
  for (const { name, patches } of MUTANTS) {
    for (const { file, find } of patches) {
      const found = readFileSync(new URL(file, root), 'utf8').split(find).length - 1
      expect(found, `${name} in ${file}`).toBe(1)
    }
  }
})
