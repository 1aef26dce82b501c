import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareFills, compareTradeIds, type Fill } from '#core/orders/fill.ts'
import { aFill, at } from '#test/builders.ts'

test('fills count by venue time, then by trade id as a number', () => {
  const fills = [
    aFill({ venueAt: at(2), venueTradeId: '1' }),
    aFill({ venueAt: at(1), venueTradeId: '10' }),
    aFill({ venueAt: at(1), venueTradeId: '9' }),
  ]
  expect(fills.sort(compareFills).map(({ venueTradeId }) => venueTradeId)).toEqual(['9', '10', '1'])
})

test('ids beyond 2^53 are told apart', () => {
  expect(compareTradeIds('9007199254740993', '9007199254740992')).toBeGreaterThan(0)
})

test('ids that are not numbers come after numbers and are compared bytewise', () => {
  expect(['b', '10', 'B', 'a10', 'a9', '2'].sort(compareTradeIds)).toEqual([
    '2',
    '10',
    'B',
    'a10',
    'a9',
    'b',
  ])
})

const someFill: fc.Arbitrary<Fill> = fc
  .record({
    venueAt: fc.nat(2).map(at),
    venueTradeId: fc.constantFrom('1', '01', '2', '10', 'a', 'B', 'a1'),
    venueOrderId: fc.constantFrom('1', '2'),
    accountId: fc.constantFrom('x', 'y'),
  })
  .map((shown) => aFill(shown))

test('the order of fills is total: only a fill with the same key is equal', () => {
  fc.assert(
    fc.property(someFill, someFill, someFill, (x, y, z) => {
      expect(Math.sign(compareFills(x, y))).toBe(-Math.sign(compareFills(y, x)) + 0)
      if (compareFills(x, y) === 0) expect(x).toEqual(y)
      if (compareFills(x, y) <= 0 && compareFills(y, z) <= 0) {
        expect(compareFills(x, z)).toBeLessThanOrEqual(0)
      }
    }),
    { numRuns: 1_000 },
  )
})
