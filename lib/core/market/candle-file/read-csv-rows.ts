import { AsciiText } from './ascii-text.ts'
import type { CandleColumn, CandleRows } from './candle-rows.ts'
import { type CsvLayout, csvLayoutOf } from './csv-layout.ts'
import { parseNumber } from './parse-number.ts'
import { parseTime, unixTime } from './parse-time.ts'
import { RowWriter } from './row-writer.ts'

const NEWLINE = 10
const SPACE = 32
const QUOTE = 34

/** Reads the rows of a CSV file without making strings of its numbers. Throws CandleFileError. */
export function readCsvRows(bytes: Uint8Array): CandleRows {
  const layout = csvLayoutOf(bytes)
  const writer = new RowWriter(countLines(bytes, layout.bodyAt))
  const readRow = rowReader(bytes, layout, writer)
  let line = layout.bodyLine
  for (let from = layout.bodyAt; from < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, from)
    const to = newline === -1 ? bytes.length : newline
    readRow(from, to, line)
    from = to + 1
  }
  const { hasHeader, columns, names } = layout
  return writer.rows({ format: 'csv', hasHeader, columns, names })
}

function countLines(bytes: Uint8Array, from: number): number {
  let lines = 1
  for (let at = bytes.indexOf(NEWLINE, from); at !== -1; lines++)
    at = bytes.indexOf(NEWLINE, at + 1)
  return lines
}

/** Reads one line into the writer; blank lines are no rows. */
function rowReader(bytes: Uint8Array, layout: CsvLayout, writer: RowWriter) {
  const { delimiter, columns } = layout
  const readCell = cellReader(bytes, layout, writer)
  const hasVolume = columns.includes('volume')
  return (lineFrom: number, lineTo: number, line: number) => {
    const to = trimmedEnd(bytes, lineFrom, lineTo)
    if (to === lineFrom) return
    let from = lineFrom
    for (const column of columns) {
      const end = cellEnd(bytes, delimiter, from, to)
      if (column !== null) readCell(column, trimmedStart(bytes, from, end), end, line)
      from = Math.min(end + 1, to)
    }
    if (!hasVolume) writer.columns.volume[writer.row] = 0
    writer.endRow(line)
  }
}

/** Plain parameters here and below: an object for every cell of a million rows costs more than the reading. */
function cellEnd(bytes: Uint8Array, delimiter: number, from: number, to: number): number {
  let end = from
  while (end < to && bytes[end] !== delimiter) end += 1
  return end
}

function cellReader(bytes: Uint8Array, layout: CsvLayout, writer: RowWriter) {
  const text = new AsciiText(bytes)
  const { columns } = writer
  const readTime = timeReader(text, layout, writer)
  return (column: CandleColumn, from: number, end: number, line: number) => {
    const to = trimmedEnd(bytes, from, end)
    const value = column === 'openAt' ? readTime(from, to) : parseNumber(text, from, to)
    if (Number.isNaN(value)) writer.unread(line, column, text.slice(from, to))
    columns[column][writer.row] = value
  }
}

/** Shorter numbers are dates: 20161007. */
const UNIX_DIGITS_MIN = 9

function timeReader(text: AsciiText, { slashes }: CsvLayout, writer: RowWriter) {
  return (from: number, to: number): number => {
    const value = to - from >= UNIX_DIGITS_MIN ? parseNumber(text, from, to) : Number.NaN
    const time = unixTime(value) ?? parseTime(text.slice(from, to), slashes)
    if (time === null) return Number.NaN
    writer.countTime(time)
    return time.at
  }
}

function trimmedStart(bytes: Uint8Array, from: number, to: number): number {
  let start = from
  while (start < to && isPadding(bytes[start] as number)) start += 1
  return start
}

function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to
  while (end > from && isPadding(bytes[end - 1] as number)) end -= 1
  return end
}

function isPadding(byte: number): boolean {
  return byte <= SPACE || byte === QUOTE
}
