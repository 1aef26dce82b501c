import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DecimalError } from '#core/money/decimal-error.ts'
import {
  absolute,
  add,
  amountOf,
  asAmount,
  asQuantity,
  formatDecimal,
  isAbove,
  isBelow,
  isEqual,
  isNegative,
  isPositive,
  isZero,
  MONEY_LIMIT,
  max,
  min,
  negate,
  notional,
  ofBps,
  parseAmount,
  parsePrice,
  parseQuantity,
  priceOf,
  quantityFor,
  scale,
  subtract,
  toNumber,
  zeroAmount,
  zeroPrice,
  zeroQuantity,
} from '#core/money/money.ts'
import { a, p, q } from '#test/builders.ts'

const someUnits = fc.bigInt({ min: -MONEY_LIMIT + 1n, max: MONEY_LIMIT - 1n })

describe('text', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.10', '0.1'],
    ['100', '100'],
    ['-3', '-3'],
    ['-0.000000000000000001', '-0.000000000000000001'],
    ['99999999999999999999.999999999999999999', '99999999999999999999.999999999999999999'],
    ['0007.50', '7.5'],
  ])('%s is read and written as %s', (text, shortest) => {
    expect(formatDecimal(parseAmount(text))).toBe(shortest)
  })

  test('writing and reading is the identity', () => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const value = amountOf(units)
        expect(parseAmount(formatDecimal(value))).toBe(value)
      }),
    )
  })

  test.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1e3',
    '1,5',
    '--1',
    'NaN',
    'Infinity',
    '0x1',
    '١',
    '1\n',
  ])('%j is malformed', (text) => {
    expect(() => parsePrice(text)).toThrow(expect.objectContaining({ code: 'DECIMAL_MALFORMED' }))
  })

  test.each(['100000000000000000000', '0.0000000000000000001', '1.0000000000000000000'])(
    '%s has more digits than numeric(38,18) and is unsupported',
    (text) => {
      expect(() => parseQuantity(text)).toThrow(
        expect.objectContaining({ code: 'DECIMAL_UNSUPPORTED' }),
      )
    },
  )

  test('a refusal says what was expected and found, and cuts what is long', () => {
    expect(() => parseAmount('1e5')).toThrow(
      new DecimalError(
        'DECIMAL_MALFORMED',
        'expected plain decimal text such as "-12.5", found "1e5"',
      ),
    )
    expect(() => parseAmount('x'.repeat(1_000_000))).toThrow(/^.{0,140}$/)
  })
})

describe('range', () => {
  test('a result one unit too large is refused, not wrapped', () => {
    const largest = amountOf(MONEY_LIMIT - 1n)
    expect(formatDecimal(largest)).toBe('99999999999999999999.999999999999999999')
    expect(() => add(largest, amountOf(1n))).toThrow(DecimalError)
    expect(() => subtract(negate(largest), amountOf(1n))).toThrow(DecimalError)
    expect(() => notional(p('10000000000'), q('10000000000'), 'down')).toThrow(DecimalError)
  })
})

describe('arithmetic', () => {
  test('a notional rounds as stated', () => {
    const [price, quantity] = [p('0.000000001'), q('0.0000000015')]
    expect(notional(price, quantity, 'down')).toBe(1n)
    expect(notional(price, quantity, 'up')).toBe(2n)
    expect(notional(price, quantity, 'halfEven')).toBe(2n)
    expect(notional(p('0.1'), q('0.2'), 'down')).toBe(a('0.02'))
  })

  test('a quantity for an amount never costs more than the amount when rounded down', () => {
    const someAmount = fc.bigInt({ min: 1n, max: 10n ** 30n })
    const somePrice = fc.bigInt({ min: 10n ** 12n, max: 10n ** 30n })
    fc.assert(
      fc.property(someAmount, somePrice, (amountUnits, priceUnits) => {
        const [amount, price] = [amountOf(amountUnits), priceOf(priceUnits)]
        const quantity = quantityFor(amount, price, 'down')
        expect(isAbove(notional(price, quantity, 'up'), amount)).toBe(false)
      }),
    )
  })

  test('addition and subtraction are exact inverses', () => {
    const half = fc.bigInt({ min: -MONEY_LIMIT / 2n, max: MONEY_LIMIT / 2n - 1n })
    fc.assert(
      fc.property(half, half, (x, y) => {
        expect(subtract(add(amountOf(x), amountOf(y)), amountOf(y))).toBe(x)
      }),
    )
  })

  test('a share and its rest make the whole', () => {
    const whole = a('100')
    const third = scale(whole, 1n, 3n, 'halfEven')
    expect(formatDecimal(third)).toBe('33.333333333333333333')
    expect(add(third, subtract(whole, third))).toBe(whole)
  })

  test('basis points are ten-thousandths', () => {
    expect(ofBps(a('100'), 25, 'up')).toBe(a('0.25'))
    expect(ofBps(amountOf(1n), 1, 'up')).toBe(1n)
    expect(ofBps(amountOf(1n), 1, 'down')).toBe(0n)
    expect(() => ofBps(a('1'), 0.5, 'up')).toThrow('basis points are a whole number')
  })

  test('order, sign and extremes', () => {
    expect([isAbove(p('2'), p('1')), isAbove(p('1'), p('1'))]).toEqual([true, false])
    expect([isBelow(p('1'), p('2')), isBelow(p('1'), p('1'))]).toEqual([true, false])
    expect([isEqual(q('1.0'), q('1')), isEqual(q('1'), q('2'))]).toEqual([true, false])
    expect([zeroPrice, zeroQuantity, zeroAmount].every(isZero)).toBe(true)
    expect([isZero(p('0.1')), isPositive(a('1')), isNegative(a('-1'))]).toEqual([false, true, true])
    expect([isPositive(zeroAmount), isNegative(zeroAmount)]).toEqual([false, false])
    expect([min(a('1'), a('2')), max(a('1'), a('2'))]).toEqual([a('1'), a('2')])
    expect([negate(a('1')), absolute(a('-1')), absolute(a('1'))]).toEqual([a('-1'), a('1'), a('1')])
  })

  test('a base quantity is an amount of the base asset and back', () => {
    expect(asQuantity(asAmount(q('1.5')))).toBe(q('1.5'))
  })

  test('a chart gets the nearest double', () => {
    expect(toNumber(p('0.1'))).toBe(0.1)
    expect(toNumber(p('-123456.789'))).toBe(-123456.789)
    expect(toNumber(p('0.300000000000000004'))).toBe(0.3)
  })
})

test('the compiler keeps prices, quantities, amounts and numbers apart', () => {
  const [price, quantity, amount] = [p('1'), q('1'), a('1')]
  // @ts-expect-error a price and a quantity do not add up
  add(price, quantity)
  // @ts-expect-error nor can they be ordered
  isAbove(amount, price)
  // @ts-expect-error a bare bigint is not money
  expect(add(amount, 1n)).toBeDefined()
  // @ts-expect-error neither is a sum that nobody named
  const sum: typeof amount = amount + amount
  // @ts-expect-error notional takes a price, then a quantity
  notional(quantity, price, 'down')
  expect(sum).toBe(a('2'))
})
