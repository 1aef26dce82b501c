import { expect, test } from 'vitest'
import { priceGrid, stepsPerUnit } from '#core/market/price-grid.ts'

test.each([
  { prices: [100, 101], grid: 1 },
  { prices: [100.5, 101], grid: 0.1 },
  { prices: [1.07219, 1.0722], grid: 0.00001 },
  { prices: [0.1 + 0.2, 1], grid: null },
  { prices: [60_000.123_456_78, 1], grid: 1e-8 },
  { prices: [600_000.123_456_78, 1], grid: null },
  { prices: [], grid: 1 },
])('$prices lie on $grid', ({ prices, grid }) => {
  expect(priceGrid(Float64Array.from(prices))).toBe(grid)
})

test('a step is counted by a whole number where it is the inverse of one', () => {
  expect([0.01, 0.05, 1e-8, 0.25, 1].map(stepsPerUnit)).toEqual([100, 20, 1e8, 4, 1])
  expect([0.3, 2.5, 10].map(stepsPerUnit)).toEqual([1 / 0.3, 0.4, 0.1])
})
