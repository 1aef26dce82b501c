import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssetId, assetIdOf } from '#core/market/instrument.ts'
import { type Amount, add, amountOf, parseAmount, zeroAmount } from '#core/money/money.ts'
import { type AssetAmounts, excessOf, matchBalances } from './match-balances.ts'

const BTC = assetIdOf('BTC')
const USDT = assetIdOf('USDT')
const BNB = assetIdOf('BNB')
const amounts = (entries: Record<string, string>): AssetAmounts =>
  new Map(Object.entries(entries).map(([asset, text]) => [assetIdOf(asset), parseAmount(text)]))

const buy = amounts({ BTC: '1', USDT: '-100' })

test('balances read before, between or after the fills all match', () => {
  const ours = amounts({ USDT: '300' })
  const changes = [buy, buy]
  for (const [theirs, applied] of [
    [amounts({ USDT: '300' }), 0],
    [amounts({ USDT: '200', BTC: '1' }), 1],
    [amounts({ USDT: '100', BTC: '2' }), 2],
  ] as const) {
    expect(matchBalances({ ours, theirs, changes })).toEqual({ kind: 'match', changes: applied })
  }
})

test('assets that match only after different prefixes do not match', () => {
  const theirs = amounts({ USDT: '200', BTC: '2' })
  expect(matchBalances({ ours: amounts({ USDT: '300' }), theirs, changes: [buy, buy] })).toEqual({
    kind: 'differ',
    changes: 2,
    differences: [{ asset: USDT, ours: parseAmount('100'), theirs: parseAmount('200') }],
  })
})

test('an asset that only one side names counts as zero on the other', () => {
  expect(
    matchBalances({ ours: amounts({ BNB: '0' }), theirs: amounts({ BTC: '0' }), changes: [] }),
  ).toEqual({ kind: 'match', changes: 0 })
  const match = matchBalances({
    ours: amounts({ BNB: '2' }),
    theirs: amounts({ BTC: '1' }),
    changes: [],
  })
  expect(match.kind === 'differ' && match.differences.map((d) => [d.asset, excessOf(d)])).toEqual([
    [BNB, parseAmount('-2')],
    [BTC, parseAmount('1')],
  ])
})

const anAsset = fc.constantFrom(BTC, USDT, BNB)
const anAmount = fc.bigInt({ min: -1000n, max: 1000n }).map((units) => amountOf(units))
const someAmounts = fc
  .array(fc.tuple(anAsset, anAmount), { maxLength: 3 })
  .map((entries): AssetAmounts => new Map(entries))

function apply(balances: AssetAmounts, changes: readonly AssetAmounts[]): Map<AssetId, Amount> {
  const result = new Map(balances)
  for (const change of changes) {
    for (const [asset, delta] of change)
      result.set(asset, add(result.get(asset) ?? zeroAmount, delta))
  }
  return result
}

test('whichever prefix the venue had seen, its balances match', () => {
  fc.assert(
    fc.property(
      someAmounts,
      fc.array(someAmounts, { maxLength: 8 }),
      fc.nat(8),
      (ours, changes, seen) => {
        const theirs = apply(ours, changes.slice(0, seen))
        expect(matchBalances({ ours, theirs, changes }).kind).toBe('match')
      },
    ),
  )
})

test('money that no fill explains is found, to the last digit, whatever was filled meanwhile', () => {
  fc.assert(
    fc.property(
      someAmounts,
      fc.array(someAmounts, { maxLength: 8 }),
      fc.nat(8),
      fc.bigInt({ min: 1n, max: 10n ** 30n }),
      (ours, changes, seen, unexplained) => {
        const stray = assetIdOf('STRAY')
        const theirs = apply(ours, changes.slice(0, seen)).set(stray, amountOf(unexplained))
        const match = matchBalances({ ours, theirs, changes })
        expect(match).toMatchObject({
          kind: 'differ',
          differences: [{ asset: stray, ours: zeroAmount, theirs: unexplained }],
        })
      },
    ),
  )
})
