import { describe, expect, test } from 'vitest'
import { aSymbol } from './testing/book-port.ts'
import { createTickGrid } from './tick-grid.ts'

describe('tick grid', () => {
  test('prices and quantities are written with all the places of their step', () => {
    const grid = createTickGrid(aSymbol('BTC', '0.01', '0.00001'))
    expect(grid.priceText(6_500_000)).toBe('65000.00')
    expect(grid.priceText(7)).toBe('0.07')
    expect(grid.quantityText(1)).toBe('0.00001')
    expect(grid.notionalText(6_500_001, 3)).toBe('1.9500003')
  })

  test('a step need not be a power of ten', () => {
    const grid = createTickGrid(aSymbol('BTC', '0.0500', '5'))
    expect(grid.priceText(3)).toBe('0.15')
    expect(grid.quantityText(3)).toBe('15')
    expect(grid.toTicks(0.16)).toBe(3)
  })

  test('a notional beyond the safe integers stays exact', () => {
    const grid = createTickGrid(aSymbol('BTC', '0.01', '0.00001'))
    expect(grid.notionalText(9_007_199_254_740_991, 3)).toBe('2702159776.4222973')
  })

  test('whatever is not nothing is at least one step', () => {
    const grid = createTickGrid(aSymbol('DOGE', '0.00001', '1'))
    expect(grid.toTicks(1e-9)).toBe(1)
    expect(grid.toLots(0.2)).toBe(1)
  })

  test.each(['0', '0.00', '', '-1', '1e-8', 'NaN'])('a step of "%s" is refused', (step) => {
    expect(() => createTickGrid(aSymbol('BTC', step, '1'))).toThrow(RangeError)
  })
})
