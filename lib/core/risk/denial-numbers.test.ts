import { expect, test } from 'vitest'
import { deny } from '#core/risk/denial.ts'
import { denialNumbers } from '#core/risk/denial-numbers.ts'
import { a } from '#test/builders.ts'

function numbersOf(values: Record<string, string>) {
  return denialNumbers(deny('INSUFFICIENT_FUNDS', values).detail)
}

test('a refusal over a limit says the value first, one under it the limit', () => {
  const above = numbersOf({ value: '12', limit: '10', distance: '2' })
  expect(above.difference).toEqual({
    larger: { name: 'value', value: a('12') },
    smaller: { name: 'limit', value: a('10') },
    unit: null,
  })
  const below = numbersOf({ value: '5.5', limit: '10', distance: '4.5' })
  expect(below.difference).toEqual({
    larger: { name: 'limit', value: a('10') },
    smaller: { name: 'value', value: a('5.5') },
    unit: null,
  })
  const equal = numbersOf({ value: '10', limit: '10' })
  expect(equal.difference?.larger.name).toBe('value')
})

test('missing money is what is needed less what is available, in its asset', () => {
  const { difference, values } = numbersOf({ asset: 'USDT', needed: '101', available: '1' })
  expect(difference).toEqual({
    larger: { name: 'needed', value: a('101') },
    smaller: { name: 'available', value: a('1') },
    unit: 'USDT',
  })
  expect(values).toEqual([
    ['asset', 'USDT'],
    ['needed', '101'],
    ['available', '1'],
  ])
})

test('a price out of its band stands apart from the mark', () => {
  const { difference } = numbersOf({ price: '105.01', mark: '100', bandBps: '500' })
  expect(difference?.larger).toEqual({ name: 'price', value: a('105.01') })
  expect(difference?.smaller).toEqual({ name: 'mark', value: a('100') })
})

test('a refusal without two numbers to compare is told in its words alone', () => {
  expect(numbersOf({ side: 'buy', quantity: 'unknown' })).toEqual({
    difference: null,
    values: [
      ['side', 'buy'],
      ['quantity', 'unknown'],
    ],
  })
  expect(numbersOf({ value: '12' }).difference).toBeNull()
  expect(numbersOf({ limit: '12' }).difference).toBeNull()
  expect(numbersOf({ value: 'many', limit: '10' }).difference).toBeNull()
  expect(numbersOf({ value: '10', limit: 'few' }).difference).toBeNull()
  expect(denialNumbers('TRADING_HALTED')).toEqual({ difference: null, values: [] })
  expect(denialNumbers('MARKET_CLOSED: alone key=value')).toEqual({
    difference: null,
    values: [['key', 'value']],
  })
})
