import { formatDecimal } from '#core/money/money.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountChanges, PositionRecord } from '#ports/order-path-store.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'
import { type PositionRow, positionOf } from './read-positions.ts'

const OWNED = 'book_id, instrument_id, organization_id, client_id, account_id'
const MOVING = `quantity, cost, realized_pnl, fees_quote, fees_other, cycle, fill_count, opened_at,
  last_fill_at, last_trade_id, updated_at`
const SNAPSHOT = `${OWNED}, fill_count, last_fill_at, last_trade_id, position`

export const POSITIONS: ChangePart = {
  name: 'positions',
  rowsOf: (changes) => (changes.positions ?? []).map((position) => rowOf(position, changes)),
  text: (rows) => `INSERT INTO "position" (${OWNED}, ${MOVING})
    SELECT ${OWNED}, ${MOVING} FROM jsonb_populate_recordset(NULL::"position", ${rows})
    ON CONFLICT (book_id, instrument_id) DO UPDATE SET (${MOVING}) = ROW (${excluded(MOVING)})`,
}

export const SNAPSHOTS: ChangePart = {
  name: 'snapshots',
  rowsOf: (changes) =>
    (changes.snapshots ?? []).map((position) => {
      const row = rowOf(position, changes)
      return { ...row, position: row }
    }),
  text: (rows) => `INSERT INTO position_snapshot (${SNAPSHOT})
    SELECT ${SNAPSHOT} FROM jsonb_populate_recordset(NULL::position_snapshot, ${rows})
    ON CONFLICT DO NOTHING`,
}

export const VOID_SNAPSHOTS: ChangePart = {
  name: 'void-snapshots',
  rowsOf: ({ voidSnapshots = [] }) =>
    voidSnapshots.map(({ bookId, instrumentId, at }) => ({
      book_id: bookId,
      instrument_id: instrumentId,
      last_fill_at: toIso(at),
    })),
  text: (rows) => `DELETE FROM position_snapshot s
    USING jsonb_populate_recordset(NULL::position_snapshot, ${rows}) r
    WHERE s.book_id = r.book_id AND s.instrument_id = r.instrument_id AND s.last_fill_at >= r.last_fill_at`,
}

/** What `positionRecordOf` reads of a position, or of a snapshot's row. */
export const POSITION_COLUMNS = `book_id, instrument_id, quantity::text, cost::text, realized_pnl::text,
  fees_quote::text, fees_other, cycle, opened_at, last_fill_at, last_trade_id, fill_count`

export type PositionRecordRow = Parameters<typeof positionOf>[0] & { readonly fill_count: number }

export function positionRecordOf(row: PositionRecordRow): PositionRecord {
  return { ...positionOf(row), fillCount: row.fill_count }
}

/** Inside JSON times are text. */
export function positionOfJson(row: PositionRecordRow): PositionRecord {
  const dateOf = (at: Date | string | null) => (at === null ? null : new Date(at))
  return positionRecordOf({
    ...row,
    opened_at: dateOf(row.opened_at),
    last_fill_at: dateOf(row.last_fill_at),
  })
}

function rowOf(position: PositionRecord, { account, at }: AccountChanges) {
  return {
    ...ownerColumns(account),
    book_id: position.bookId,
    instrument_id: position.instrumentId,
    quantity: formatDecimal(position.quantity),
    cost: formatDecimal(position.cost),
    realized_pnl: formatDecimal(position.realizedPnl),
    fees_quote: formatDecimal(position.feesQuote),
    fees_other: feesRow(position),
    cycle: position.cycle,
    fill_count: position.fillCount,
    opened_at: isoOf(position.openedAt),
    last_fill_at: isoOf(position.lastFillAt),
    last_trade_id: position.lastTradeId,
    updated_at: toIso(at),
  }
}

function feesRow({ feesOther }: PositionRecord): PositionRow['fees_other'] {
  return Object.fromEntries(feesOther.map(({ asset, amount }) => [asset, formatDecimal(amount)]))
}

function isoOf(at: UnixMs | null): string | null {
  return at === null ? null : toIso(at)
}

function excluded(columns: string): string {
  return columns.replaceAll(/\w+/g, 'excluded.$&')
}
