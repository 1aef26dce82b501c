import { AsciiText } from './ascii-text.ts'
import {
  CANDLE_COLUMNS,
  type CandleColumn,
  CandleFileError,
  type CandleRows,
} from './candle-rows.ts'
import { columnsOfNames } from './column-names.ts'
import { parseNumber } from './parse-number.ts'
import { parseTime, unixTime } from './parse-time.ts'
import { RowWriter } from './row-writer.ts'

const encoder = new TextEncoder()

/**
 * Reads an array of `[time, open, high, low, close, volume]`, or of objects with such names. A row's line is its
 * place in the array, from 1. Throws CandleFileError.
 */
export function readJsonRows(bytes: Uint8Array): CandleRows {
  const elements = parseArray(bytes)
  const names = namesOf(elements[0])
  const columns = names === null ? CANDLE_COLUMNS : columnsOfNames(names)
  const writer = new RowWriter(elements.length)
  elements.forEach((element, index) => {
    const cells = cellsOf(element, names)
    for (const [i, column] of columns.entries()) {
      if (column !== null) writeCell(writer, { column, cell: cells[i], line: index + 1 })
    }
    if (!columns.includes('volume')) writer.columns.volume[writer.row] = 0
    writer.endRow(index + 1)
  })
  return writer.rows({ format: 'json', hasHeader: names !== null, columns, names: names ?? [] })
}

function parseArray(bytes: Uint8Array): readonly unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new CandleFileError(`expected JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
  if (!Array.isArray(parsed) || parsed.length === 0) {
    throw new CandleFileError('expected a JSON array of candles, found none')
  }
  return parsed
}

function namesOf(element: unknown): string[] | null {
  if (Array.isArray(element)) return null
  if (typeof element === 'object' && element !== null) return Object.keys(element)
  throw new CandleFileError(`expected a candle, found ${JSON.stringify(element)}`)
}

function cellsOf(element: unknown, names: readonly string[] | null): readonly unknown[] {
  if (names === null) return Array.isArray(element) ? element : []
  const record: Readonly<Record<string, unknown>> = Object(element)
  return names.map((name) => record[name])
}

type Cell = { readonly column: CandleColumn; readonly cell: unknown; readonly line: number }

function writeCell(writer: RowWriter, { column, cell, line }: Cell): void {
  const value = column === 'openAt' ? timeOf(writer, cell) : numberOf(cell)
  if (Number.isNaN(value)) writer.unread(line, column, JSON.stringify(cell) ?? '')
  writer.columns[column][writer.row] = value
}

function timeOf(writer: RowWriter, cell: unknown): number {
  const time = typeof cell === 'number' ? unixTime(cell) : parseTime(String(cell), 'month-first')
  if (time === null) return Number.NaN
  writer.countTime(time)
  return time.at
}

function numberOf(cell: unknown): number {
  if (typeof cell === 'number') return cell
  if (typeof cell !== 'string') return Number.NaN
  const bytes = encoder.encode(cell)
  return parseNumber(new AsciiText(bytes), 0, bytes.length)
}
