import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AsciiText } from './ascii-text.ts'
import { parseNumber } from './parse-number.ts'

function parse(text: string): number {
  // Neighbouring bytes are never read.
  const bytes = new TextEncoder().encode(`9${text}9`)
  return parseNumber(new AsciiText(bytes), 1, bytes.length - 1)
}

test('a decimal is read to the very number that JavaScript reads', () => {
  const decimals = fc.tuple(
    fc.constantFrom('', '-', '+'),
    fc.nat({ max: 10 ** 9 }),
    fc.stringMatching(/^(\.\d{0,14})?$/),
  )
  fc.assert(
    fc.property(decimals, ([sign, whole, fraction]) => {
      const text = `${sign}${whole}${fraction}`
      expect(parse(text)).toBe(Number(text))
    }),
  )
})

test.each([
  ['51552.61000000', 51552.61],
  ['.5', 0.5],
  ['5.', 5],
  ['-0.1', -0.1],
  ['1e-8', 1e-8],
  ['-2.5E3', -2500],
  ['0.000000012930000000000001', 0.000000012930000000000001],
  ['1234567890123456789012', 1.2345678901234568e21],
])('%s is a number', (text, value) => {
  expect(parse(text)).toBe(value)
})

test.each([
  '',
  '-',
  '.',
  '+-1',
  '1.2.3',
  '1,5',
  '0x10',
  'NaN',
  'Infinity',
  'null',
  '1 2',
  '1e999',
  '9'.repeat(400),
  '１',
])('%j is none', (text) => {
  expect(parse(text)).toBeNaN()
})
