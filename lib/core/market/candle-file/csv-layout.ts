import { type CandleColumn, CandleFileError } from './candle-rows.ts'
import { columnsOfNames, isHeader, likeliestOrder } from './column-names.ts'
import { type SlashOrder, slashOrderOf } from './parse-time.ts'

export type CsvLayout = {
  /** The byte between cells. */
  readonly delimiter: number
  /** Where the rows begin, and the line number of the first. */
  readonly bodyAt: number
  readonly bodyLine: number
  readonly hasHeader: boolean
  readonly names: readonly string[]
  readonly columns: readonly (CandleColumn | null)[]
  readonly slashes: SlashOrder
}

const DELIMITERS = [',', ';', '\t'] as const
/** How much of a file is looked at to learn how it is written. */
const SAMPLE_BYTES = 65_536
/** Lines above the header that say where a file comes from. */
const PREAMBLE_LINES_MAX = 10
const CELLS_MIN = 5
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'

/** Learns from the first rows how a file is written. Throws CandleFileError for what holds no candles. */
export function csvLayoutOf(bytes: Uint8Array): CsvLayout {
  const sample = sampleOf(bytes)
  const lines = sample.split('\n')
  const delimiter = delimiterOf(lines)
  const cellsOf = (line: string) => line.replace('\r', '').split(delimiter).map(unquoted)
  const first = lines
    .slice(0, PREAMBLE_LINES_MAX)
    .findIndex((line) => cellsOf(line).length >= CELLS_MIN)
  if (first === -1) {
    throw new CandleFileError(
      `expected rows of a time, open, high, low, close and volume, found ${quote(lines)}`,
    )
  }
  const head = cellsOf((lines[first] ?? '').replace(BYTE_ORDER_MARK, ''))
  const hasHeader = isHeader(head)
  const bodyIndex = hasHeader ? first + 1 : first
  // The last line of a sample may be cut.
  const whole = sample.length < bytes.length ? lines.slice(0, -1) : lines
  const rows = whole
    .slice(bodyIndex)
    .filter((line) => line.trim() !== '')
    .map(cellsOf)
  const columns = hasHeader
    ? columnsOfNames(head)
    : padded(likeliestOrder(rows.map(toNumbers)), head)
  const timeIndex = columns.indexOf('openAt')
  return {
    delimiter: delimiter.charCodeAt(0),
    bodyAt: lines.slice(0, bodyIndex).reduce((at, line) => at + line.length + 1, 0),
    bodyLine: bodyIndex + 1,
    hasHeader,
    names: hasHeader ? head : [],
    columns,
    slashes: slashOrderIn(rows.map((cells) => cells[timeIndex] ?? '')),
  }
}

/** The start of the file, a character a byte. */
function sampleOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, SAMPLE_BYTES), (byte) => String.fromCharCode(byte)).join('')
}

function delimiterOf(lines: readonly string[]): (typeof DELIMITERS)[number] {
  const counts = DELIMITERS.map((each) =>
    Math.max(0, ...lines.slice(0, PREAMBLE_LINES_MAX).map((line) => line.split(each).length)),
  )
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1')
}

function toNumbers(cells: readonly string[]): number[] {
  return cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)))
}

function padded(order: readonly CandleColumn[], cells: readonly string[]) {
  return cells.map((_, i) => order[i] ?? null)
}

function slashOrderIn(times: readonly string[]): SlashOrder {
  return times.map(slashOrderOf).find((order) => order !== null) ?? 'month-first'
}

function quote(lines: readonly string[]): string {
  const [first = ''] = lines
  return first.trim() === '' ? 'nothing' : JSON.stringify(first.slice(0, 80))
}
