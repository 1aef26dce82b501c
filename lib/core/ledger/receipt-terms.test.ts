import { expect, test } from 'vitest'
import { recompute, type TermOperator } from '#core/ledger/receipt-terms.ts'
import { formatDecimal, parseAmount } from '#core/money/money.ts'

type Written = readonly [TermOperator, string | null]

/** What written terms come to, written again. */
function worthOf(...terms: readonly Written[]): string | null {
  const found = recompute(
    terms.map(([operator, value]) => ({
      operator,
      value: value === null ? null : parseAmount(value),
    })),
  )
  return found === null ? null : formatDecimal(found)
}

test('a formula without terms is worth nothing', () => {
  expect(worthOf()).toBe('0')
})

test('terms are taken one after the other, from nothing', () => {
  expect(worthOf(['plus', '10'], ['minus', '4'], ['times', '3'], ['over', '8'])).toBe('2.25')
  expect(worthOf(['minus', '4'])).toBe('-4')
})

test('products and quotients are rounded half-even to 18 decimals', () => {
  const half = '0.5'
  expect(worthOf(['plus', '0.000000000000000001'], ['times', half])).toBe('0')
  expect(worthOf(['plus', '0.000000000000000003'], ['times', half])).toBe('0.000000000000000002')
  expect(worthOf(['plus', '0.000000000000000005'], ['over', '2'])).toBe('0.000000000000000002')
  expect(worthOf(['plus', '2'], ['over', '3'])).toBe('0.666666666666666667')
})

test('a formula with a term that is not known is not known', () => {
  expect(worthOf(['plus', '1'], ['minus', null])).toBeNull()
})

test('nothing is divided by zero, but zero is a term like any other', () => {
  expect(worthOf(['plus', '1'], ['over', '0'])).toBeNull()
  expect(worthOf(['plus', '1'], ['plus', '0'], ['minus', '0'])).toBe('1')
  expect(worthOf(['plus', '1'], ['times', '0'])).toBe('0')
})
