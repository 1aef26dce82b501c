import type { PositionView } from '#api/codecs/portfolio.ts'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import type { Fill } from '#core/orders/fill.ts'
import type { Position } from '#core/portfolio/position.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { FILL_COLUMNS, type FillRow, fillOf } from './read-fills.ts'
import { type PositionRow, positionOf } from './read-positions.ts'
import type { Tx } from './transaction.ts'

/** A book's history in an instrument up to a moment: a position known by then, and the fills after it. */
export type PositionRun = {
  readonly accountId: string
  readonly clientId: string
  readonly bookId: string
  readonly instrument: Pick<Instrument, 'id' | 'venueId' | 'base' | 'quote' | 'quantityLot'>
  readonly snapshot: Position | null
  /** Recorded until then, in no particular order; some may already be in the snapshot. */
  readonly fills: readonly Fill[]
}

/**
 * What positions are folded from as they were known at `at`, in the order in which positions are listed. A
 * snapshot that was taken by then still stands: a later fill that counts before its last one voided it. So at
 * most the fills of one snapshot's distance are read for each position. Two queries.
 */
export async function readPositionRuns(
  tx: Tx,
  whose: Whose & { readonly at: UnixMs },
): Promise<PositionRun[]> {
  const rows = await tx.query<RunRow>({
    name: 'read-position-runs',
    text: `SELECT p.book_id, p.instrument_id, p.account_id, p.client_id, i.venue_id, i.base, i.quote,
        i.quantity_lot::text, s.position
      FROM position p JOIN account a ON a.id = p.account_id JOIN client c ON c.id = p.client_id
        JOIN instrument i ON i.id = p.instrument_id
        LEFT JOIN LATERAL (SELECT position FROM position_snapshot
          WHERE book_id = p.book_id AND instrument_id = p.instrument_id
            AND (position ->> 'updated_at')::timestamptz <= $3
          ORDER BY fill_count DESC LIMIT 1) s ON true
      WHERE ($1::uuid IS NULL OR p.client_id = $1) AND ($2::uuid IS NULL OR p.account_id = $2)
        AND (a.archived_at IS NULL OR a.archived_at > $3 OR $2::uuid IS NOT NULL)
      ORDER BY c.name, a.name, p.instrument_id, p.book_id`,
    values: [whose.clientId ?? null, whose.accountId ?? null, toIso(whose.at)],
  })
  const fills = await tx.query<FillRow>({
    name: 'read-fills-of-runs',
    text: `SELECT f.* FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS r (book, instrument, since)
      CROSS JOIN LATERAL (SELECT ${FILL_COLUMNS} FROM fill WHERE book_id = r.book
        AND instrument_id = r.instrument AND recorded_at >= r.since AND recorded_at <= $4) f`,
    values: [
      rows.map((row) => row.book_id),
      rows.map((row) => row.instrument_id),
      rows.map((row) => row.position?.updated_at ?? '-infinity'),
      toIso(whose.at),
    ],
  })
  const byRun = Map.groupBy(fills, (row) => keyOf(row))
  return rows.map((row) => runOf(row, (byRun.get(keyOf(row)) ?? []).map(fillOf)))
}

/** Who opened positions that stand open since `openedAt`, by book and instrument, as was known at `at`. */
export async function readOpeners(
  tx: Tx,
  input: { readonly opened: readonly Opened[]; readonly at: UnixMs },
): Promise<(ref: Omit<Opened, 'openedAt'>) => PositionView['openedBy']> {
  const rows = await tx.query<OpenerRow>({
    name: 'read-openers',
    text: `SELECT r.book AS book_id, r.instrument AS instrument_id, opener.kind, opener.name
      FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS r (book, instrument, opened_at)
      CROSS JOIN LATERAL (
        SELECT coalesce(o.origin_kind, 'external') AS kind, coalesce(u.name, b.name) AS name FROM fill f
          LEFT JOIN "order" o ON o.id = f.order_id
          LEFT JOIN membership m ON o.origin_kind = 'person' AND m.user_id::text = o.origin_id
          LEFT JOIN "user" u ON u.id = m.user_id
          LEFT JOIN book b ON o.origin_kind = 'bot' AND b.kind = 'BOT' AND b.id = f.book_id
        WHERE f.book_id = r.book AND f.instrument_id = r.instrument AND f.venue_at = r.opened_at
          AND f.recorded_at <= $4 LIMIT 1) opener`,
    values: [
      input.opened.map(({ bookId }) => bookId),
      input.opened.map(({ instrumentId }) => instrumentId),
      input.opened.map(({ openedAt }) => toIso(openedAt)),
      toIso(input.at),
    ],
  })
  const openers = new Map(rows.map(({ kind, name, ...row }) => [keyOf(row), { kind, name }]))
  return (ref) =>
    openers.get(keyOf({ book_id: ref.bookId, instrument_id: ref.instrumentId })) ?? null
}

type Opened = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly openedAt: UnixMs
}

type Key = { readonly book_id: string; readonly instrument_id: string }

function keyOf({ book_id, instrument_id }: Key): string {
  return `${book_id} ${instrument_id}`
}

type OpenerRow = Key & NonNullable<PositionView['openedBy']>

/** As a position's row, written as JSON: its times are text. */
export type SnapshotRow = Omit<Parameters<typeof positionOf>[0], 'opened_at' | 'last_fill_at'> & {
  readonly opened_at: string | null
  readonly last_fill_at: string | null
  readonly updated_at: string
}

type RunRow = Pick<
  PositionRow,
  'book_id' | 'instrument_id' | 'account_id' | 'client_id' | 'venue_id'
> & {
  readonly base: string
  readonly quote: string
  readonly quantity_lot: string
  readonly position: SnapshotRow | null
}

function runOf(row: RunRow, fills: readonly Fill[]): PositionRun {
  return {
    accountId: row.account_id,
    clientId: row.client_id,
    bookId: row.book_id,
    instrument: {
      id: column.instrumentId(row.instrument_id),
      venueId: column.venueId(row.venue_id),
      base: column.assetId(row.base),
      quote: column.assetId(row.quote),
      quantityLot: column.quantity(row.quantity_lot),
    },
    snapshot: row.position === null ? null : snapshotOf(row.position),
    fills,
  }
}

/** A position from the JSON of its snapshot. */
export function snapshotOf(row: SnapshotRow): Position {
  const dateOf = (at: string | null) => (at === null ? null : new Date(at))
  return positionOf({
    ...row,
    opened_at: dateOf(row.opened_at),
    last_fill_at: dateOf(row.last_fill_at),
  })
}
