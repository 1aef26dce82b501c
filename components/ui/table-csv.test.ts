import { expect, test } from 'vitest'
import { csvOf } from './table-csv.ts'

type Row = { readonly name: string; readonly amount: string | null }
const COLUMNS = [
  { header: 'Name', csv: ({ name }: Row) => name },
  { header: 'Amount, exact', csv: ({ amount }: Row) => amount },
  { header: 'Acts' },
]

test('every row is a line of exact values, and columns without text are left out', () => {
  const rows = [
    { name: 'BTC', amount: '0.123456789012345678' },
    { name: 'A "quoted", name', amount: null },
  ]
  expect(csvOf(COLUMNS, rows)).toBe(
    'Name,"Amount, exact"\r\nBTC,0.123456789012345678\r\n"A ""quoted"", name",\r\n',
  )
})

test('a spreadsheet runs none of it as a formula, and losses stay numbers', () => {
  const rows = [
    { name: '=HYPERLINK("x")', amount: '-12.50' },
    { name: '@SUM(1)', amount: '-1+cmd' },
  ]
  expect(csvOf(COLUMNS, rows).split('\r\n').slice(1, 3)).toEqual([
    '"\'=HYPERLINK(""x"")",-12.50',
    "'@SUM(1),'-1+cmd",
  ])
})
