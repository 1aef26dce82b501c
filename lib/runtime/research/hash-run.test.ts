import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { priceWalk } from '#test/price-walk.ts'
import { type HashedRun, hashRun, type RunHashes } from './hash-run.ts'

const run: HashedRun = {
  bars: priceWalk(100),
  strategy: smaCross,
  values: { fast: 10, slow: 30 },
  assumptions: DEFAULT_ASSUMPTIONS,
}
const hashes = hashRun(run)

function changedBy(changes: Partial<HashedRun>): (keyof RunHashes)[] {
  const others = hashRun({ ...run, ...changes })
  const names: (keyof RunHashes)[] = ['data', 'strategy', 'engine', 'assumptions']
  return names.filter((name) => others[name] !== hashes[name])
}

test('equal runs have equal hashes, whatever the order in which their terms are written', () => {
  const again = { bars: priceWalk(100), values: { slow: 30, fast: 10 } }
  expect(changedBy(again)).toEqual([])
  expect(Object.values(hashes).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
})

test('each hash tells of its own part alone', () => {
  const bars = priceWalk(100)
  bars.close[99] = 1
  expect(changedBy({ bars })).toEqual(['data'])
  expect(changedBy({ detail: priceWalk(100) })).toEqual(['data'])
  expect(changedBy({ values: { fast: 11, slow: 30 } })).toEqual(['strategy'])
  const assumptions = { ...DEFAULT_ASSUMPTIONS, feeBps: 11 }
  expect(changedBy({ assumptions })).toEqual(['assumptions'])
})

test.each(ALL_STRATEGIES)(
  '$name stands in the file of its name, which is what is hashed',
  (strategy) => {
    expect(hashRun({ ...run, strategy }).strategy).toMatch(/^[0-9a-f]{64}$/)
  },
)
