import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, formatDecimal, parseAmount } from '#core/money/money.ts'
import { decimalsOf, moneyText, percentText } from './money-text.ts'

const a = parseAmount

test.each([
  ['1234567.5', {}, '1,234,567.5'],
  ['1234567.5', { decimalsMin: 2, decimalsMax: 2 }, '1,234,567.50'],
  ['-999.999', { decimalsMin: 2, decimalsMax: 2 }, '−1,000.00'],
  ['0.005', { decimalsMin: 2, decimalsMax: 2 }, '0.00'],
  ['0.015', { decimalsMin: 2, decimalsMax: 2 }, '0.02'],
  ['0.019', { decimalsMin: 2, decimalsMax: 2, rounding: 'down' as const }, '0.01'],
  ['12', { decimalsMin: 2, decimalsMax: 2, isSigned: true }, '+12.00'],
  ['0', { decimalsMin: 2, decimalsMax: 2, isSigned: true }, '0.00'],
  ['-0.000000000000000001', {}, '−0.000000000000000001'],
  ['100', { decimalsMax: 0 }, '100'],
])('%s reads as %s %s', (value, options, text) => {
  expect(moneyText(a(value), options)).toBe(text)
})

test('without rounding nothing but the dress differs from the exact text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }), (units) => {
      const value = amountOf(units)
      const plain = moneyText(value).replaceAll(',', '').replace('−', '-')
      expect(plain).toBe(formatDecimal(value))
    }),
  )
})

test('a percentage has two decimals and always its sign', () => {
  expect(percentText(1n, 3n)).toBe('+33.33 %')
  expect(percentText(-1n, 200n)).toBe('−0.50 %')
  expect(percentText(0n, 5n)).toBe('0.00 %')
})

test('a step tells how many decimals its multiples need', () => {
  expect([a('0.01'), a('1'), a('0.00001')].map(decimalsOf)).toEqual([2, 0, 5])
})
