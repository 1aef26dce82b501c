import type { FillView } from '#api/codecs/fill.ts'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import type { Position } from '#core/portfolio/position.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { FILL_COLUMNS, type FillRow, fillOf } from './read-fills.ts'
import { INSTRUMENT_COLUMNS, type InstrumentRow, instrumentOf } from './read-instruments.ts'
import { type SnapshotRow, snapshotOf } from './read-positions-at.ts'
import type { Tx } from './transaction.ts'

export type PositionHistoryWish = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  /** As it was known then; null for everything. */
  readonly at: UnixMs | null
  /** The rank of the last fill wanted, counted from 1; null for the newest. */
  readonly upTo: number | null
  /** How many fills up to that one are wanted at least. */
  readonly count: number
}

/** A stretch of a position's fills: what it was before them, how many fills that took, and the fills. */
export type PositionHistory = {
  readonly instrument: Instrument
  readonly snapshot: Position | null
  readonly snapshotCount: number
  /** In no particular order; some may already be in the snapshot, some may come after the last one wanted. */
  readonly fills: readonly FillView[]
}

/** Reads from the snapshot far enough before to the snapshot behind. Null for an instrument that never was. */
export async function readPositionHistory(
  tx: Tx,
  { bookId, instrumentId, at, upTo, count }: PositionHistoryWish,
): Promise<PositionHistory | null> {
  const [row] = await tx.query<HistoryRow>({
    name: 'read-position-history-start',
    text: `SELECT i.*, s.position, coalesce(s.fill_count, 0) AS snapshot_count, u.last_fill_at AS ends_at
      FROM (SELECT ${INSTRUMENT_COLUMNS} FROM instrument WHERE id = $2) i
      LEFT JOIN LATERAL (SELECT position, fill_count FROM position_snapshot
        WHERE book_id = $1 AND instrument_id = $2
          AND ($3::timestamptz IS NULL OR (position ->> 'updated_at')::timestamptz <= $3)
          AND ($4::int IS NULL OR fill_count <= $4::int - $5::int)
        ORDER BY fill_count DESC OFFSET CASE WHEN $4::int IS NULL THEN 1 ELSE 0 END LIMIT 1) s ON true
      LEFT JOIN LATERAL (SELECT last_fill_at FROM position_snapshot
        WHERE book_id = $1 AND instrument_id = $2 AND fill_count >= $4
          AND ($3::timestamptz IS NULL OR (position ->> 'updated_at')::timestamptz <= $3)
        ORDER BY fill_count LIMIT 1) u ON true`,
    values: [bookId, instrumentId, at === null ? null : toIso(at), upTo, count],
  })
  if (row === undefined) return null
  const fills = await tx.query<FillRow>({
    name: 'read-position-history',
    text: `SELECT ${FILL_COLUMNS} FROM fill WHERE book_id = $1 AND instrument_id = $2
      AND recorded_at >= $3 AND recorded_at <= $4 AND venue_at >= $5 AND venue_at <= $6`,
    values: [
      bookId,
      instrumentId,
      row.position?.updated_at ?? '-infinity',
      at === null ? 'infinity' : toIso(at),
      row.position?.last_fill_at ?? '-infinity',
      row.ends_at ?? 'infinity',
    ],
  })
  return {
    instrument: instrumentOf(row),
    snapshot: row.position === null ? null : snapshotOf(row.position),
    snapshotCount: row.snapshot_count,
    fills: fills.map(fillOf),
  }
}

type HistoryRow = InstrumentRow & {
  readonly position: SnapshotRow | null
  readonly snapshot_count: number
  readonly ends_at: Date | null
}
