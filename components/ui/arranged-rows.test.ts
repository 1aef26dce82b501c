import { expect, test } from 'vitest'
import { arrangedColumns, arrangedRows } from './arranged-rows.ts'
import { AS_MADE } from './table-arrangement.ts'
import type { Column } from './table-props.ts'

type Row = { readonly name: string; readonly size: bigint | null }

const NAME: Column<Row> = {
  key: 'name',
  header: 'Name',
  cell: ({ name }) => name,
  sortBy: ({ name }) => name,
}
const SIZE: Column<Row> = {
  key: 'size',
  header: 'Size',
  cell: ({ size }) => String(size),
  sortBy: ({ size }) => size,
}
const FEE: Column<Row> = { key: 'fee', header: 'Fee', isOptional: true, cell: () => null }
const COLUMNS = [NAME, SIZE, FEE]

const ROWS: readonly Row[] = [
  { name: 'order 10', size: 2n },
  { name: 'order 9', size: null },
  { name: 'Order 1', size: 10n ** 20n },
  { name: 'order 8', size: 2n },
]

const namesBy = (key: string, isDescending: boolean) =>
  arrangedRows({ ...AS_MADE, sort: { key, isDescending } }, COLUMNS, ROWS).map(({ name }) => name)

test('numbers sort by size, equal rows stay as they came, and a row without a value is last both ways', () => {
  expect(namesBy('size', false)).toEqual(['order 10', 'order 8', 'Order 1', 'order 9'])
  expect(namesBy('size', true)).toEqual(['Order 1', 'order 10', 'order 8', 'order 9'])
})

test('words sort as people read them, the numbers in them by size', () => {
  expect(namesBy('name', false)).toEqual(['Order 1', 'order 8', 'order 9', 'order 10'])
})

test('without a column to sort by the very same rows come back', () => {
  expect(arrangedRows(AS_MADE, COLUMNS, ROWS)).toBe(ROWS)
  for (const key of ['fee', 'gone']) {
    expect(arrangedRows({ ...AS_MADE, sort: { key, isDescending: true } }, COLUMNS, ROWS)).toBe(
      ROWS,
    )
  }
})

test('columns come in the order of the person, without those that are not shown', () => {
  const arrangement = { ...AS_MADE, order: ['fee', 'size'], shown: { fee: true } }
  expect(arrangedColumns(arrangement, COLUMNS)).toEqual([NAME, FEE, SIZE])
  expect(arrangedColumns(AS_MADE, COLUMNS)).toEqual([NAME, SIZE])
})
