import { expect, test } from 'vitest'
import {
  AS_MADE,
  droppedOn,
  inHeldOrder,
  isShown,
  moved,
  orderOf,
  sortedBy,
} from './table-arrangement.ts'

const COLUMNS = [
  { key: 'market' },
  { key: 'quantity' },
  { key: 'price' },
  { key: 'fee', isOptional: true },
  { key: 'acts', isHeaderHidden: true },
]

test('the name of a row stays first and its acts stay last, whatever was kept', () => {
  const order = ['acts', 'price', 'market', 'quantity']
  expect(orderOf({ ...AS_MADE, order }, COLUMNS)).toEqual([
    'market',
    'price',
    'quantity',
    'fee',
    'acts',
  ])
})

test('a column that is new to an arrangement stands where the page put it', () => {
  expect(orderOf({ ...AS_MADE, order: ['fee', 'quantity'] }, COLUMNS)).toEqual([
    'market',
    'fee',
    'price',
    'quantity',
    'acts',
  ])
})

test('a column moves one step and no further than its neighbours', () => {
  const right = moved(AS_MADE, COLUMNS, { key: 'quantity', by: 1 })
  expect(orderOf(right, COLUMNS)).toEqual(['market', 'price', 'quantity', 'fee', 'acts'])
  expect(moved(AS_MADE, COLUMNS, { key: 'quantity', by: -1 })).toBe(AS_MADE)
  expect(moved(AS_MADE, COLUMNS, { key: 'fee', by: 1 })).toBe(AS_MADE)
})

test('what is optional waits to be chosen, and what names the row cannot be hidden', () => {
  const chosen = { ...AS_MADE, shown: { fee: true, price: false, market: false } }
  const shown = (arrangement: typeof AS_MADE) =>
    COLUMNS.filter((column) => isShown(arrangement, COLUMNS, column)).map(({ key }) => key)
  expect(shown(AS_MADE)).toEqual(['market', 'quantity', 'price', 'acts'])
  expect(shown(chosen)).toEqual(['market', 'quantity', 'fee', 'acts'])
})

test('a header sorts numbers from the greatest, words from A, then the other way, then not at all', () => {
  const presses = (isNumber: boolean) => {
    const once = sortedBy(AS_MADE, { key: 'x', isNumber })
    const twice = sortedBy(once, { key: 'x', isNumber })
    return [once, twice, sortedBy(twice, { key: 'x', isNumber })].map(
      ({ sort }) => sort?.isDescending ?? null,
    )
  }
  expect(presses(true)).toEqual([true, false, null])
  expect(presses(false)).toEqual([false, true, null])
})

test('a dropped column takes the place of the one it fell on, from either side', () => {
  const drop = (key: string, target: string) =>
    orderOf(droppedOn(AS_MADE, COLUMNS, { key, target }), COLUMNS).slice(1, 4)
  expect(drop('quantity', 'fee')).toEqual(['price', 'fee', 'quantity'])
  expect(drop('fee', 'quantity')).toEqual(['fee', 'quantity', 'price'])
  expect(drop('fee', 'market')).toEqual(['quantity', 'price', 'fee'])
})

test('held rows stay where they are whatever they are worth now, and new ones come after them', () => {
  expect(inHeldOrder(['c', 'new', 'a'], (row) => row, ['a', 'gone', 'c'])).toEqual([
    'a',
    'c',
    'new',
  ])
})
