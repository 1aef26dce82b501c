import { timeframeMs } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { floorTo, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** A dataset with minutes that it says itself are too old. */
export type OldMinutes = {
  readonly datasetId: number
  readonly instrumentId: InstrumentId
  readonly source: string
  /** When the first of them opened. */
  readonly firstAt: UnixMs
  /** Minutes before it are too old: the beginning of a UTC day. */
  readonly untilAt: UnixMs
  /** Whether a result refers to the dataset: then they stay. */
  readonly hasResults: boolean
}

/** The datasets with minutes that are older than they are kept; of one when its id is given. */
export async function readOldMinutes(
  tx: Tx,
  { now, datasetId = null }: { readonly now: UnixMs; readonly datasetId?: number | null },
): Promise<OldMinutes[]> {
  const rows = await tx.query<{
    id: number
    instrument_id: string
    source: string
    keep_days: number
    first_at: Date
    has_results: boolean
  }>({
    name: 'read-old-minutes',
    text: `SELECT d.id, d.instrument_id, d.source, d.keep_days, c.first_at, tb_has_results(d.id) AS has_results
      FROM dataset d CROSS JOIN LATERAL (SELECT min(open_at) AS first_at FROM candle WHERE dataset_id = d.id) c
      WHERE d.keep_days IS NOT NULL AND ($2::int IS NULL OR d.id = $2)
        AND c.first_at < to_timestamp($1::float8 / 1000) - make_interval(days => d.keep_days + 1)
      ORDER BY d.id`,
    values: [now, datasetId],
  })
  const dayMs = timeframeMs['1d']
  return rows.map((row) => ({
    datasetId: row.id,
    instrumentId: column.instrumentId(row.instrument_id),
    source: row.source,
    firstAt: column.time(row.first_at),
    untilAt: floorTo(unixMsOf(now - row.keep_days * dayMs), dayMs),
    hasResults: row.has_results,
  }))
}

export type DroppedMinutes = {
  readonly datasetId: number
  readonly from: UnixMs
  readonly to: UnixMs
  readonly at: UnixMs
}

/**
 * Drops the minutes that open in [from, to), notes it, and says how many there were. The database refuses what is not
 * old, or what a result refers to.
 */
export async function dropMinutes(tx: Tx, wish: DroppedMinutes): Promise<number> {
  const { datasetId, from, to, at } = wish
  const [row] = await tx.query<{ dropped: number }>({
    text: `SELECT tb_drop_minutes($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000)) AS dropped`,
    values: [datasetId, from, to],
  })
  const dropped = row?.dropped ?? 0
  await tx.query({
    text: `INSERT INTO dataset_trim (dataset_id, to_at, candles, trimmed_at)
      VALUES ($1, to_timestamp($2::float8 / 1000), $3, to_timestamp($4::float8 / 1000))
      ON CONFLICT (dataset_id) DO UPDATE SET to_at = greatest(dataset_trim.to_at, excluded.to_at),
        candles = dataset_trim.candles + excluded.candles, trimmed_at = excluded.trimmed_at`,
    values: [datasetId, to, dropped, at],
  })
  return dropped
}

/** Keeps all minutes of a dataset from now on, where those since `from` would not be: somebody has asked for them. */
export async function keepSince(
  tx: Tx,
  {
    datasetId,
    from,
    now,
  }: { readonly datasetId: number; readonly from: UnixMs; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    text: `UPDATE dataset SET keep_days = NULL WHERE id = $1
      AND to_timestamp($2::float8 / 1000) < to_timestamp($3::float8 / 1000) - make_interval(days => keep_days)`,
    values: [datasetId, from, now],
  })
}
