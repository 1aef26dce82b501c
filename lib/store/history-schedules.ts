import type { InstrumentId, VenueId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** A fetch whose runner has not been heard of for so long is gone on with by another. */
export const FETCHER_SILENT_MS = 30_000

export type NewSchedule = {
  readonly datasetId: number
  readonly cron: string
  readonly fromAt: UnixMs
  readonly dueAt: UnixMs
}

/** Whether the dataset is a venue's own public minutes, of which there are more to fetch. */
export async function isFetched(tx: Tx, datasetId: number): Promise<boolean> {
  const rows = await tx.query({
    text: `SELECT 1 FROM dataset d JOIN instrument i ON i.id = d.instrument_id
      WHERE d.id = $1 AND d.organization_id IS NULL AND d.timeframe = '1m' AND d.source = i.venue_id`,
    values: [datasetId],
  })
  return rows.length > 0
}

/** Sets or replaces when a dataset is fetched. A fetch that is under way ends, and is due again when this says. */
export async function saveSchedule(tx: Tx, schedule: NewSchedule): Promise<void> {
  const { datasetId, cron, fromAt, dueAt } = schedule
  await tx.query({
    text: `INSERT INTO history_schedule AS s (dataset_id, cron, from_at, due_at)
      VALUES ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000))
      ON CONFLICT (dataset_id) DO UPDATE SET cron = excluded.cron, from_at = excluded.from_at,
        due_at = excluded.due_at, runner = NULL, beat_at = NULL, progress = NULL, cancel_requested_at = NULL,
        ended_at = NULL, outcome = NULL, fetched = NULL`,
    values: [datasetId, cron, fromAt, dueAt],
  })
}

/** Fetches the dataset no more; one that is fetched now ends with its page. Says whether there was a schedule. */
export async function removeSchedule(tx: Tx, datasetId: number): Promise<boolean> {
  const rows = await tx.query({
    text: 'DELETE FROM history_schedule WHERE dataset_id = $1 RETURNING 1',
    values: [datasetId],
  })
  return rows.length > 0
}

/** Asks that the fetch which is under way ends with its page. Says whether there is a schedule. */
export async function requestFetchCancel(
  tx: Tx,
  { datasetId, at }: { readonly datasetId: number; readonly at: UnixMs },
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE history_schedule SET cancel_requested_at = CASE WHEN runner IS NOT NULL
        THEN coalesce(cancel_requested_at, to_timestamp($2::float8 / 1000)) END
      WHERE dataset_id = $1 RETURNING 1`,
    values: [datasetId, at],
  })
  return rows.length > 0
}

/** A dataset that is to be fetched now. */
export type DueFetch = {
  readonly datasetId: number
  readonly instrumentId: InstrumentId
  readonly venueId: VenueId
  readonly cron: string
  readonly fromAt: UnixMs
  /** When everything until then was last fetched whole; null when it never was. */
  readonly wholeAt: UnixMs | null
}

/** Takes the dataset that has been due the longest, or that a runner left behind. Two never take one. */
export async function claimDueFetch(tx: Tx, runner: string): Promise<DueFetch | null> {
  const [row] = await tx.query<{
    dataset_id: number
    instrument_id: string
    source: string
    cron: string
    from_at: Date
    whole_at: Date | null
  }>({
    name: 'claim-due-fetch',
    text: `UPDATE history_schedule s SET runner = $1, beat_at = tb_now(), progress = 0
      FROM dataset d WHERE d.id = s.dataset_id AND s.dataset_id = (SELECT dataset_id FROM history_schedule
        WHERE CASE WHEN runner IS NULL THEN due_at <= tb_now()
          ELSE beat_at < tb_now() - $2::float8 * interval '1 millisecond' END
        ORDER BY due_at, dataset_id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING s.dataset_id, d.instrument_id, d.source, s.cron, s.from_at,
        CASE WHEN s.outcome = 'DONE' THEN s.ended_at END AS whole_at`,
    values: [runner, FETCHER_SILENT_MS],
  })
  if (row === undefined) return null
  return {
    datasetId: row.dataset_id,
    instrumentId: column.instrumentId(row.instrument_id),
    venueId: column.venueId(row.source),
    cron: row.cron,
    fromAt: column.time(row.from_at),
    wholeAt: column.timeOrNull(row.whole_at),
  }
}

type Held = { readonly datasetId: number; readonly runner: string }

/** Tells how far a fetch is. Answers whether it should go on: not when it was canceled, removed or taken over. */
export async function reportFetchProgress(
  tx: Tx,
  { datasetId, runner, progress }: Held & { readonly progress: number },
): Promise<boolean> {
  const [row] = await tx.query<{ goes_on: boolean }>({
    name: 'report-fetch-progress',
    text: `UPDATE history_schedule SET progress = $3, beat_at = tb_now() WHERE dataset_id = $1 AND runner = $2
      RETURNING cancel_requested_at IS NULL AS goes_on`,
    values: [datasetId, runner, progress],
  })
  return row?.goes_on ?? false
}

export type FetchEnd = {
  readonly outcome: 'DONE' | 'CANCELED' | 'FAILED'
  readonly fetched: number
  readonly at: UnixMs
  readonly dueAt: UnixMs
}

/** Ends a fetch, unless another runner has taken it. */
export async function endFetch(
  tx: Tx,
  { datasetId, runner, end }: Held & { end: FetchEnd },
): Promise<void> {
  await tx.query({
    name: 'end-fetch',
    text: `UPDATE history_schedule SET runner = NULL, beat_at = NULL, progress = NULL, cancel_requested_at = NULL,
        outcome = $3, fetched = $4, ended_at = to_timestamp($5::float8 / 1000), due_at = to_timestamp($6::float8 / 1000)
      WHERE dataset_id = $1 AND runner = $2`,
    values: [datasetId, runner, end.outcome, end.fetched, end.at, end.dueAt],
  })
}
