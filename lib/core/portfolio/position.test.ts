import { expect, test } from 'vitest'
import { a, p, q } from '#test/builders.ts'
import { averagePrice } from './position.ts'

test.each([
  ['long', '2', '201', '100.5'],
  ['short', '-2', '-201', '100.5'],
  ['of a crumb that cost too little to matter', '0.000000000000000001', '0', '0'],
])('the average of a position %s is its cost by its quantity', (_kind, quantity, cost, average) => {
  expect(averagePrice({ quantity: q(quantity), cost: a(cost) })).toBe(p(average))
})

test('a flat position has no average', () => {
  expect(averagePrice({ quantity: q('0'), cost: a('0') })).toBeNull()
})

test('a crumb whose average would be more than any price has none, instead of failing', () => {
  const quantity = q('0.000000000000000001')
  expect(averagePrice({ quantity, cost: a('99.999999999999999999') })).toBe(
    p('99999999999999999999'),
  )
  expect(averagePrice({ quantity, cost: a('100') })).toBeNull()
  expect(averagePrice({ quantity, cost: a('-100') })).toBeNull()
})
