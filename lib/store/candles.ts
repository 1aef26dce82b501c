import type { Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueCandle } from '#ports/venue.ts'
import type { Tx } from './transaction.ts'

/** The public candles of one instrument from one source: a venue's own, of one minute, unless said otherwise. */
export type CandleSeries = {
  readonly instrumentId: InstrumentId
  readonly source: string
  readonly timeframe?: Timeframe
  /** How long the minutes of a new dataset are kept; for ever unless told. */
  readonly keepDays?: number
}

/** The id of the public dataset, made if it is new. Safe to repeat and to run twice at once. */
export async function ensureDataset(tx: Tx, series: CandleSeries): Promise<number> {
  const { instrumentId, source, timeframe = '1m', keepDays = null } = series
  await tx.query({
    text: `INSERT INTO dataset (instrument_id, timeframe, source, keep_days) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING`,
    values: [instrumentId, timeframe, source, keepDays],
  })
  const [row] = await tx.query<{ id: number }>({
    text: `SELECT id FROM dataset WHERE organization_id IS NULL AND instrument_id = $1 AND timeframe = $2
      AND source = $3`,
    values: [instrumentId, timeframe, source],
  })
  if (row === undefined) throw new Error(`dataset of ${instrumentId} was not made`)
  return row.id
}

export type CandleSpan = { readonly firstAt: UnixMs; readonly lastAt: UnixMs }

/** The open times of the oldest and newest candle; null when there is none. */
export async function candleSpan(tx: Tx, datasetId: number): Promise<CandleSpan | null> {
  const [row] = await tx.query<{ first_at: Date | null; last_at: Date | null }>({
    name: 'candle-span',
    text: 'SELECT min(open_at) AS first_at, max(open_at) AS last_at FROM candle WHERE dataset_id = $1',
    values: [datasetId],
  })
  if (row === undefined || row.first_at === null || row.last_at === null) return null
  return { firstAt: unixMsOf(row.first_at.getTime()), lastAt: unixMsOf(row.last_at.getTime()) }
}

/** Writes candles, in one round trip for any number; a candle that we have is replaced by the venue's newer word. */
export async function upsertCandles(
  tx: Tx,
  { datasetId, candles }: { datasetId: number; candles: readonly VenueCandle[] },
): Promise<void> {
  await tx.query({
    name: 'upsert-candles',
    text: `INSERT INTO candle (dataset_id, open_at, open, high, low, close, volume)
      SELECT $1, to_timestamp(c.at / 1000), c.open, c.high, c.low, c.close, c.volume
        FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[])
          AS c (at, open, high, low, close, volume)
      ON CONFLICT (dataset_id, open_at) DO UPDATE SET open = excluded.open, high = excluded.high,
        low = excluded.low, close = excluded.close, volume = excluded.volume`,
    values: [
      datasetId,
      candles.map(({ openAt }) => openAt),
      candles.map(({ open }) => open),
      candles.map(({ high }) => high),
      candles.map(({ low }) => low),
      candles.map(({ close }) => close),
      candles.map(({ volume }) => volume),
    ],
  })
}

/** Makes the monthly partitions that these times fall into. */
export async function ensureCandleMonths(tx: Tx, times: readonly UnixMs[]): Promise<void> {
  const months = new Set(times.map((at) => `${new Date(at).toISOString().slice(0, 7)}-01`))
  for (const month of months) {
    await tx.query({ text: 'SELECT tb_ensure_candle_month($1::date)', values: [month] })
  }
}
