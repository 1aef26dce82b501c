import { expect, test } from 'vitest'
import { a, anInstrument, q } from '#test/builders.ts'
import { closingQuantity } from './closing-quantity.ts'

const close = (position: string, available = '100') =>
  closingQuantity({ position: q(position), availableBase: a(available) }, anInstrument())

test('a position is closed in whole lots, whatever its side', () => {
  expect(close('1.2345')).toBe(q('1.234'))
  expect(close('-1.2345')).toBe(q('1.234'))
})

test('what fees took of a long position cannot be sold; a short one is bought back whole', () => {
  expect(close('1', '0.9991')).toBe(q('0.999'))
  expect(close('-1', '0')).toBe(q('1'))
})

test('what is less than the smallest order is dust, and what is more than the largest goes in parts', () => {
  expect(close('0.0009')).toBeNull()
  expect(close('5', '0')).toBeNull()
  expect(close('5000', '5000')).toBe(q('1000'))
})
