import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AssertionFailure } from '#core/assert.ts'
import { divideRounded, type Rounding } from '#core/money/rounding.ts'

const MODES: readonly Rounding[] = ['down', 'up', 'floor', 'ceiling', 'halfEven', 'halfUp']

test.each([
  // n/2: down up floor ceiling halfEven halfUp
  [5n, [2n, 3n, 2n, 3n, 2n, 3n]],
  [3n, [1n, 2n, 1n, 2n, 2n, 2n]],
  [1n, [0n, 1n, 0n, 1n, 0n, 1n]],
  [-1n, [0n, -1n, -1n, 0n, 0n, -1n]],
  [-3n, [-1n, -2n, -2n, -1n, -2n, -2n]],
  [-5n, [-2n, -3n, -3n, -2n, -2n, -3n]],
  [4n, [2n, 2n, 2n, 2n, 2n, 2n]],
  [0n, [0n, 0n, 0n, 0n, 0n, 0n]],
])('%d / 2 rounds as each mode says', (numerator, expected) => {
  expect(MODES.map((mode) => divideRounded(numerator, 2n, mode))).toEqual(expected)
})

test('a third goes to the nearest in both halves', () => {
  expect(divideRounded(1n, 3n, 'halfEven')).toBe(0n)
  expect(divideRounded(2n, 3n, 'halfEven')).toBe(1n)
  expect(divideRounded(-2n, 3n, 'halfUp')).toBe(-1n)
})

test('a denominator is never zero', () => {
  expect(() => divideRounded(1n, 0n, 'down')).toThrow(AssertionFailure)
})

const anInteger = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const aDenominator = anInteger.filter((value) => value !== 0n)

test('a rounded quotient is never a whole unit away from the true one', () => {
  fc.assert(
    fc.property(anInteger, aDenominator, fc.constantFrom(...MODES), (n, d, mode) => {
      const error = magnitude(divideRounded(n, d, mode) * d - n)
      expect(error < magnitude(d)).toBe(true)
    }),
  )
})

test('the halves are never more than half a unit away', () => {
  fc.assert(
    fc.property(anInteger, aDenominator, fc.constantFrom('halfEven', 'halfUp'), (n, d, mode) => {
      const error = magnitude(divideRounded(n, d, mode as Rounding) * d - n)
      expect(error * 2n <= magnitude(d)).toBe(true)
    }),
  )
})

test('negating both sides of a fraction changes nothing', () => {
  fc.assert(
    fc.property(anInteger, aDenominator, fc.constantFrom(...MODES), (n, d, mode) => {
      expect(divideRounded(-n, -d, mode)).toBe(divideRounded(n, d, mode))
    }),
  )
})

test('floor and ceiling mirror each other, and so do all symmetric modes', () => {
  fc.assert(
    fc.property(anInteger, aDenominator, (n, d) => {
      expect(divideRounded(-n, d, 'floor')).toBe(-divideRounded(n, d, 'ceiling'))
      for (const mode of ['down', 'up', 'halfEven', 'halfUp'] as const) {
        expect(divideRounded(-n, d, mode)).toBe(-divideRounded(n, d, mode))
      }
    }),
  )
})

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
