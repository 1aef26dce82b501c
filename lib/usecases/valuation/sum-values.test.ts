import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Value } from '#api/codecs/portfolio.ts'
import { amountOf } from '#core/money/money.ts'
import { a } from '#test/builders.ts'
import { sumValues } from './sum-values.ts'

const valued: fc.Arbitrary<Value> = fc.record({
  kind: fc.constant('valued' as const),
  amount: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(amountOf),
  isStale: fc.boolean(),
})
const unvalued: fc.Arbitrary<Value> = fc.record({
  kind: fc.constant('unvalued' as const),
  reason: fc.constantFrom('NO_MARK:ABC', 'NO_MARK:XYZ', 'NO_QUOTE'),
})
const values = fc.array(fc.oneof({ weight: 4, arbitrary: valued }, unvalued), { maxLength: 20 })

test('nothing sums to nothing', () => {
  expect(sumValues([])).toEqual({ kind: 'valued', amount: a('0'), isStale: false })
})

test('sums of groups sum to the same as everything at once, in any order', () => {
  fc.assert(
    fc.property(values, values, (first, second) => {
      const whole = sumValues([...second, ...first])
      const byGroup = sumValues([sumValues(first), sumValues(second)])
      expect(byGroup).toEqual(whole)
    }),
  )
})

test('one stale value makes a stale sum', () => {
  const fresh: Value = { kind: 'valued', amount: a('1'), isStale: false }
  expect(sumValues([fresh, { ...fresh, isStale: true }])).toEqual({
    kind: 'valued',
    amount: a('2'),
    isStale: true,
  })
})

test('an unknown value leaves no sum, and each reason is told once', () => {
  const unknown = (reason: string): Value => ({ kind: 'unvalued', reason })
  const parts = [unknown('NO_MARK:B'), unknown('NO_MARK:A'), unknown('NO_MARK:B')]
  expect(sumValues(parts)).toEqual({ kind: 'unvalued', reason: 'NO_MARK:A, NO_MARK:B' })
})
