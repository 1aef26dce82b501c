import { gunzipSync } from 'node:zlib'
import { FeedError } from './feed-error.ts'

/** Larger recordings are refused rather than swapped to disk. */
export const RECORDING_BYTES_MAX = 512 * 1024 * 1024
/** With more unusable rows than this the file is probably not what it is taken for. */
export const INVALID_SHARE_MAX = 0.1

/** How much of a strange first line an error repeats. */
const FOUND_LENGTH_MAX = 80

/** Rows as found, in file order: `[at, open, high, low, close]` or `[at, price]`, times in Unix ms. */
export type Recording = {
  readonly kind: 'candles' | 'trades'
  readonly rows: readonly (readonly number[])[]
  readonly invalidRows: number
}

const FORMS =
  'candles as CSV with the header timestamp_ms,open,high,low,close,volume, or trades as CSV with a header ' +
  'that has timestamp and price, or as JSON rows [ms,id,type,side,price,amount,cost]; gzip or plain'

/** Reads candles or trades out of a file's bytes. Throws FeedError when they are neither. */
export function readRecording(bytes: Uint8Array, fileName: string): Recording {
  const text = decode(bytes, fileName).trim()
  const table = text.startsWith('[') ? readJson(text, fileName) : readCsv(text, fileName)
  const recording = collectRows(table)
  const total = recording.rows.length + recording.invalidRows
  if (recording.rows.length === 0 || recording.invalidRows > INVALID_SHARE_MAX * total) {
    throw new FeedError(
      `${fileName}: ${recording.invalidRows} of ${total} rows have no usable time and prices; ` +
        `expected ${FORMS}; choose another file or clean this one`,
    )
  }
  return recording
}

type Table = {
  readonly kind: Recording['kind']
  /** Where a row keeps its time and then its prices. */
  readonly columns: readonly number[]
  readonly cells: Iterable<readonly unknown[]>
}

function decode(bytes: Uint8Array, fileName: string): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    const plain = isGzip ? gunzipSync(bytes, { maxOutputLength: RECORDING_BYTES_MAX }) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (cause) {
    throw new FeedError(
      `${fileName} cannot be unpacked or is not text; expected ${FORMS}, at most ` +
        `${RECORDING_BYTES_MAX} bytes; fetch or export it again`,
      { cause },
    )
  }
}

function readJson(text: string, fileName: string): Table {
  const cells = parseJsonRows(text, fileName)
  const width = cells[0]?.length
  if (width === 7) return { kind: 'trades', columns: [0, 4], cells }
  if (width === 6) return { kind: 'candles', columns: [0, 1, 2, 3, 4], cells }
  throw new FeedError(
    `${fileName}: expected ${FORMS}; found JSON rows of ${width ?? 0} values; convert the file`,
  )
}

function parseJsonRows(text: string, fileName: string): unknown[][] {
  try {
    const rows: unknown = JSON.parse(text)
    if (Array.isArray(rows) && rows.every(Array.isArray)) return rows
  } catch (cause) {
    throw new FeedError(`${fileName}: the JSON is broken or cut off; export it again`, { cause })
  }
  throw new FeedError(`${fileName}: expected ${FORMS}; found JSON that is not a list of rows`)
}

function readCsv(text: string, fileName: string): Table {
  const lines = text.split('\n')
  const first = lines[0]?.trim() ?? ''
  const header = first.toLowerCase().split(',')
  const time = ['timestamp_ms', 'timestamp'].map((name) => header.indexOf(name)).find((i) => i >= 0)
  const prices = ['open', 'high', 'low', 'close'].map((name) => header.indexOf(name))
  if (time !== undefined && prices.every((i) => i >= 0)) {
    return { kind: 'candles', columns: [time, ...prices], cells: splitLines(lines, 1) }
  }
  const price = header.indexOf('price')
  if (time !== undefined && price >= 0) {
    return { kind: 'trades', columns: [time, price], cells: splitLines(lines, 1) }
  }
  const isBareTrades = header.length === 4 && header.slice(0, 3).every((cell) => isPositive(cell))
  if (isBareTrades) return { kind: 'trades', columns: [0, 1], cells: splitLines(lines, 0) }
  throw new FeedError(
    `${fileName}: expected ${FORMS}; found a first line "${first.slice(0, FOUND_LENGTH_MAX)}"; ` +
      'rename its columns or convert it',
  )
}

/** Line by line: a year of minutes as one table of cells would not be kind to memory. */
function* splitLines(lines: readonly string[], from: number): Iterable<readonly string[]> {
  for (let i = from; i < lines.length; i += 1) yield lines[i]?.split(',') ?? []
}

function collectRows({ kind, columns, cells }: Table): Recording {
  const rows: number[][] = []
  let found = 0
  for (const cell of cells) {
    found += 1
    const row = columns.map((column) => toNumber(cell[column]))
    row[0] = toUnixMs(row[0] ?? Number.NaN)
    if (row.every(isPositive) && (kind === 'trades' || isWithinRange(row))) rows.push(row)
  }
  return { kind, rows, invalidRows: found - rows.length }
}

function isWithinRange(row: readonly number[]): boolean {
  const [, open = 0, high = 0, low = 0, close = 0] = row
  return low <= Math.min(open, close) && high >= Math.max(open, close)
}

function toNumber(cell: unknown): number {
  if (typeof cell === 'number') return cell
  return typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : Number.NaN
}

function isPositive(value: unknown): boolean {
  const number = toNumber(value)
  return Number.isFinite(number) && number > 0
}

/** Seconds, milliseconds, microseconds and nanoseconds of this age are powers of a thousand apart. */
function toUnixMs(time: number): number {
  if (time < 1e11) return time * 1_000
  if (time < 1e14) return time
  return time < 1e17 ? time / 1e3 : time / 1e6
}
