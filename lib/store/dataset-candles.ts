import { type Bars, sliceBars } from '#core/market/bars.ts'
import type { UnixMs } from '#core/time/time.ts'
import {
  barsOfBytes,
  CANDLE_BYTES,
  CANDLE_BYTES_LENGTH,
  CANDLE_COPY,
  candleCopyChunks,
  float8Array,
  timeAt,
} from './candle-bytes.ts'
import { ensureCandleMonths } from './candles.ts'
import type { Tx } from './transaction.ts'

/** Rows of one statement: on a busy machine still far from the statement's time limit. */
const ROWS_PER_COPY = 100_000
const ROWS_PER_UPSERT = 20_000
const ROWS_PER_PAGE = 100_000
/** What one read may give: 960 MB of columns. */
export const BARS_READ_MAX = 20_000_000

/**
 * Stores candles of a dataset in this transaction. `areNew` says that the dataset has none in their span, and then a
 * million take seconds; else one that is there is replaced.
 */
export async function storeBars(
  tx: Tx,
  { datasetId, bars, areNew }: { datasetId: number; bars: Bars; areNew: boolean },
): Promise<void> {
  await ensureCandleMonths(tx, monthsOf(bars))
  const step = areNew ? ROWS_PER_COPY : ROWS_PER_UPSERT
  for (let from = 0; from < bars.length; from += step) {
    const to = Math.min(from + step, bars.length)
    if (areNew) await tx.copyIn(CANDLE_COPY, candleCopyChunks(datasetId, { bars, from, to }))
    else await upsertBars(tx, datasetId, sliceBars(bars, from, to))
  }
}

async function upsertBars(tx: Tx, datasetId: number, bars: Bars): Promise<void> {
  const { openAt, open, high, low, close, volume } = bars
  await tx.query({
    name: 'upsert-bars',
    text: `INSERT INTO candle (dataset_id, open_at, open, high, low, close, volume)
      SELECT $1, to_timestamp(c.at / 1000), c.open, c.high, c.low, c.close, c.volume
        FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[])
          AS c (at, open, high, low, close, volume)
      ON CONFLICT (dataset_id, open_at) DO UPDATE SET open = excluded.open, high = excluded.high,
        low = excluded.low, close = excluded.close, volume = excluded.volume`,
    values: [datasetId, ...[openAt, open, high, low, close, volume].map(float8Array)],
  })
}

/** The first bar of each month: that is what a partition is made by. */
function monthsOf({ openAt }: Bars): UnixMs[] {
  const firsts: UnixMs[] = []
  let until = Number.NEGATIVE_INFINITY
  for (const at of openAt) {
    if (at < until) continue
    const date = new Date(at)
    until = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
    // Bars carry times.
    firsts.push(at as UnixMs)
  }
  return firsts
}

export type BarsWish = {
  readonly datasetId: number
  readonly timeframeMs: number
  /** Bars that open in [from, to). */
  readonly from?: UnixMs | undefined
  readonly to?: UnixMs | undefined
}

/** A dataset's candles as columns, oldest first, at most BARS_READ_MAX: a million in about a second. */
export async function readDatasetBars(tx: Tx, wish: BarsWish): Promise<Bars> {
  const pages: Buffer[] = []
  let after = wish.from === undefined ? null : wish.from - 1
  let rows = 0
  while (rows < BARS_READ_MAX) {
    const page = await readPage(tx, wish, after)
    if (page.length === 0) break
    pages.push(page)
    rows += page.length / CANDLE_BYTES_LENGTH
    if (page.length < ROWS_PER_PAGE * CANDLE_BYTES_LENGTH) break
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
    after = timeAt(view, page.length - CANDLE_BYTES_LENGTH)
  }
  return barsOfBytes(pages, wish.timeframeMs)
}

async function readPage(
  tx: Tx,
  { datasetId, to }: BarsWish,
  after: number | null,
): Promise<Buffer> {
  const [row] = await tx.query<{ bytes: Buffer | null }>({
    name: 'read-dataset-bars',
    text: `SELECT string_agg(${CANDLE_BYTES}, '') AS bytes FROM (
        SELECT open_at, open, high, low, close, volume FROM candle
         WHERE dataset_id = $1 AND open_at > coalesce(to_timestamp($2::float8 / 1000), '-infinity')
           AND open_at < coalesce(to_timestamp($3::float8 / 1000), 'infinity')
         ORDER BY open_at LIMIT ${ROWS_PER_PAGE}) page`,
    values: [datasetId, after, to ?? null],
  })
  return row?.bytes ?? Buffer.alloc(0)
}
