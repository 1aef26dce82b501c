import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOnLot, isOnTick, toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import { absolute, isAbove, subtract, toNumber } from '#core/money/money.ts'
import { anInstrument, p, q } from '#test/builders.ts'

const instrument = anInstrument({ priceTick: p('0.05'), quantityLot: q('0.001') })

describe('a price', () => {
  test.each([
    ['100.07', 'down', '100.05'],
    ['100.07', 'up', '100.1'],
    ['100.07', 'nearest', '100.05'],
    ['100.08', 'nearest', '100.1'],
    [100.07, 'down', '100.05'],
    [100.05, 'up', '100.05'],
    [1e20 / 3, 'down', '33333333333333300000'],
    [0.05, 'nearest', '0.05'],
    [1.23e-1, 'down', '0.1'],
  ] as const)('%s rounded %s is %s', (value, rounding, expected) => {
    expect(toTickPrice(value, instrument, rounding)).toBe(p(expected))
  })

  test('the noise of a double does not cost a tick', () => {
    const tenths = anInstrument({ priceTick: p('0.1') })
    expect(toTickPrice(0.1 + 0.2, tenths, 'up')).toBe(p('0.3'))
    expect(toTickPrice(0.7 + 0.1, tenths, 'down')).toBe(p('0.8'))
  })

  test('tiny numbers that print with an exponent are exact', () => {
    const tiny = anInstrument({ priceTick: p('0.000000000000000001') })
    expect(toTickPrice(1.5e-7, tiny, 'nearest')).toBe(p('0.00000015'))
    expect(toTickPrice(1.9e-18, tiny, 'down')).toBe(p('0.000000000000000001'))
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%d is refused',
    (value) => {
      expect(() => toTickPrice(value, instrument, 'nearest')).toThrow(
        expect.objectContaining({ code: 'NOT_FINITE' }),
      )
    },
  )

  test.each([0, -1, '-0.05', 0.01, Number.MIN_VALUE])(
    '%s, which rounds to nothing, is refused',
    (value) => {
      expect(() => toTickPrice(value, instrument, 'down')).toThrow(
        expect.objectContaining({ code: 'NOT_POSITIVE' }),
      )
    },
  )

  test('beyond numeric(38,18) it is refused, text or number', () => {
    expect(() => toTickPrice(1e20, instrument, 'down')).toThrow(
      expect.objectContaining({ code: 'DECIMAL_UNSUPPORTED' }),
    )
    expect(() => toTickPrice(Number.MAX_VALUE, instrument, 'down')).toThrow(
      expect.objectContaining({ code: 'DECIMAL_UNSUPPORTED' }),
    )
    expect(() => toTickPrice('1e3', instrument, 'down')).toThrow(
      expect.objectContaining({ code: 'DECIMAL_MALFORMED' }),
    )
  })

  test('whatever the number, the price is on a tick and less than one tick away', () => {
    const someNumber = fc.double({ min: 0.05, max: 1e9, noNaN: true })
    const someRounding = fc.constantFrom('down', 'up', 'nearest')
    fc.assert(
      fc.property(someNumber, someRounding, (value, rounding) => {
        const price = toTickPrice(value, instrument, rounding as 'down' | 'up' | 'nearest')
        expect(isOnTick(price, instrument)).toBe(true)
        expect(Math.abs(toNumber(price) - value)).toBeLessThanOrEqual(0.05 + value * 1e-14)
      }),
    )
  })

  test('a price on a tick survives the way through a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (ticks) => {
        const price = p('0.05')
        const onTick = toTickPrice(`${ticks * 5}`, anInstrument({ priceTick: price }), 'down')
        expect(toTickPrice(toNumber(onTick), instrument, 'nearest')).toBe(onTick)
      }),
    )
  })
})

describe('a quantity', () => {
  test.each([
    ['1.0019', 'down', '1.001'],
    ['1.0015', 'nearest', '1.002'],
    [0.0015, 'nearest', '0.002'],
    [0.0025, 'nearest', '0.002'],
    [1000, 'down', '1000'],
  ] as const)('%s rounded %s is %s', (value, rounding, expected) => {
    const quantity = toLotQuantity(value, instrument, rounding)
    expect(quantity).toBe(q(expected))
    expect(isOnLot(quantity, instrument)).toBe(true)
  })

  test('the smallest and the largest are taken, one lot beyond is not', () => {
    const banded = anInstrument({ quantityMin: q('0.002'), quantityMax: q('0.005') })
    expect(toLotQuantity('0.002', banded, 'down')).toBe(q('0.002'))
    expect(toLotQuantity('0.0059', banded, 'down')).toBe(q('0.005'))
    for (const outside of ['0.001', '0.006']) {
      expect(() => toLotQuantity(outside, banded, 'down')).toThrow(
        expect.objectContaining({ code: 'OUT_OF_BAND' }),
      )
    }
  })

  test('a refusal names the instrument, the band and what was found', () => {
    expect(() => toLotQuantity(5000.5, instrument, 'down')).toThrow(
      'expected a quantity of sim:BTC-USDT between 0.001 and 1000, found 5000.5 (from 5000.5)',
    )
  })

  test('rounded down it is never above what was asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (millionths) => {
        const asked = q((millionths / 1_000_000).toFixed(6))
        fc.pre(!isAbove(q('0.001'), asked))
        const quantity = toLotQuantity((millionths / 1_000_000).toFixed(6), instrument, 'down')
        expect(isAbove(quantity, asked)).toBe(false)
        expect(isAbove(q('0.001'), absolute(subtract(asked, quantity)))).toBe(true)
      }),
    )
  })
})
