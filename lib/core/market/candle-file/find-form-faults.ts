import type { CandleRows } from './candle-rows.ts'
import type { FindingList } from './finding-list.ts'

/** Fewer rows than these may repeat a column by chance. */
const ROWS_MIN = 10

const PAIRS = [
  ['high', 'close'],
  ['high', 'open'],
  ['low', 'close'],
  ['low', 'open'],
  ['open', 'close'],
] as const

/** What is odd about the columns of a file. */
export function findFormFaults(rows: CandleRows, findings: FindingList): void {
  const { form } = rows
  const ignored = form.names.filter((_, i) => form.columns[i] === null)
  findings.addCounted('COLUMNS_IGNORED', ignored.length, ignored.map(asExample))
  if (!form.hasHeader && form.format === 'csv') {
    findings.addCounted('COLUMNS_GUESSED', form.columns.length, [
      { line: 1, found: form.columns.map((column) => column ?? 'not read').join(',') },
    ])
  }
  if (!form.columns.includes('volume')) findings.addCounted('VOLUME_MISSING', 1)
  const repeated = repeatedColumns(rows)
  findings.addCounted('COLUMN_REPEATED', repeated.length, repeated.map(asExample))
}

/** Columns that say what another says in every row, while the prices as a whole do move. */
function repeatedColumns(rows: CandleRows): string[] {
  const { length, high, low } = rows
  if (length < ROWS_MIN || isSame(high, low)) return []
  return PAIRS.filter(([one, other]) => isSame(rows[one], rows[other])).map(
    ([one, other]) => `${one} repeats ${other}`,
  )
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, i) => Object.is(value, other[i]))
}

function asExample(found: string) {
  return { line: 1, found }
}
