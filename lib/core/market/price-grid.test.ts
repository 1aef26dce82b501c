import { expect, test } from 'vitest'
import { priceGrid } from '#core/market/price-grid.ts'

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
