import { type Bars, makeBars } from '#core/market/bars.ts'

/** PostgreSQL counts microseconds from the year 2000. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)
const US_PER_MS = 1_000
const TWO_TO_32 = 2 ** 32

const HEADER = Buffer.from('PGCOPY\n\u00ff\r\n\0'.padEnd(19, '\0'), 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])
const FIELDS = 7
const NUMBERS = ['open', 'high', 'low', 'close', 'volume'] as const
const ROW_BYTES = 2 + (4 + 4) + (4 + 8) * (FIELDS - 1)
const ROWS_PER_CHUNK = 1_000

export const CANDLE_COPY = `COPY candle (dataset_id, open_at, ${NUMBERS.join(', ')}) FROM STDIN (FORMAT binary)`

/** The rows [from, to) as CANDLE_COPY reads them (PostgreSQL, "COPY", "Binary Format"). */
export function* candleCopyChunks(
  datasetId: number,
  { bars, from, to }: { readonly bars: Bars; readonly from: number; readonly to: number },
): Generator<Buffer> {
  yield HEADER
  for (let first = from; first < to; first += ROWS_PER_CHUNK) {
    const last = Math.min(first + ROWS_PER_CHUNK, to)
    const chunk = Buffer.allocUnsafe((last - first) * ROW_BYTES)
    for (let i = first; i < last; i++)
      writeRow(chunk, (i - first) * ROW_BYTES, { datasetId, bars, i })
    yield chunk
  }
  yield TRAILER
}

type Row = { readonly datasetId: number; readonly bars: Bars; readonly i: number }

function writeRow(chunk: Buffer, start: number, { datasetId, bars, i }: Row): void {
  let at = chunk.writeInt16BE(FIELDS, start)
  at = chunk.writeInt32BE(4, at)
  at = chunk.writeInt32BE(datasetId, at)
  at = chunk.writeInt32BE(8, at)
  const us = ((bars.openAt[i] as number) - POSTGRES_EPOCH_MS) * US_PER_MS
  at = chunk.writeInt32BE(Math.floor(us / TWO_TO_32), at)
  at = chunk.writeUInt32BE(us - Math.floor(us / TWO_TO_32) * TWO_TO_32, at)
  for (const name of NUMBERS) {
    at = chunk.writeInt32BE(8, at)
    at = chunk.writeDoubleBE(bars[name][i] as number, at)
  }
}

/** A candle as the bytes of its columns, one after the other: read by `barsOfBytes`. */
export const CANDLE_BYTES = `timestamptz_send(open_at) || ${NUMBERS.map((name) => `float8send(${name})`).join(' || ')}`
export const CANDLE_BYTES_LENGTH = 48

/** The bars in pages of CANDLE_BYTES, in their order. */
export function barsOfBytes(pages: readonly Buffer[], timeframeMs: number): Bars {
  const length = pages.reduce((sum, page) => sum + page.length, 0) / CANDLE_BYTES_LENGTH
  const bars = makeBars(length, timeframeMs)
  let i = 0
  for (const page of pages) {
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
    for (let at = 0; at < page.length; at += CANDLE_BYTES_LENGTH) {
      bars.openAt[i] = timeAt(view, at)
      for (let column = 0; column < NUMBERS.length; column++) {
        const name = NUMBERS[column] as (typeof NUMBERS)[number]
        bars[name][i] = view.getFloat64(at + 8 * (column + 1))
      }
      i += 1
    }
  }
  return bars
}

/** When the candle at this place opened. */
export function timeAt(view: DataView, at: number): number {
  const us = view.getInt32(at) * TWO_TO_32 + view.getUint32(at + 4)
  return us / US_PER_MS + POSTGRES_EPOCH_MS
}

const FLOAT8_OID = 701
const ARRAY_HEADER_BYTES = 20

/** A column as PostgreSQL's float8[] in binary: pg sends a Buffer as it is. */
export function float8Array(column: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(ARRAY_HEADER_BYTES + column.length * 12)
  const header = [1, 0, FLOAT8_OID, column.length, 1]
  let at = header.reduce((offset, word) => bytes.writeInt32BE(word, offset), 0)
  for (const value of column) {
    at = bytes.writeInt32BE(8, at)
    at = bytes.writeDoubleBE(value, at)
  }
  return bytes
}
