const NEEDS_QUOTES = /[",\r\n]/
const NUMBER = /^-?\d+(\.\d+)?$/
/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/

export type CsvColumn<Row> = {
  readonly header: string
  /** The exact value as text: nothing is rounded or grouped. null is an empty field. */
  csv?(row: Row): string | null
}

/** The rows as RFC 4180 text: a header line, then a line for each row. Columns that say no text are left out. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const told = columns.filter((column) => column.csv !== undefined)
  const header = told.map(({ header }) => field(header))
  const lines = rows.map((row) => told.map((column) => field(column.csv?.(row) ?? '')))
  return [header, ...lines].map((fields) => `${fields.join(',')}\r\n`).join('')
}

function field(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
