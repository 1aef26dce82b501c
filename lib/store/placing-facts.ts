import type { TradingState } from '#core/risk/check-order.ts'
import type {
  BookAmount,
  Exposure,
  OrderRecord,
  PlacingFacts,
  PlacingWishes,
  QuotedInstrument,
  TradingPermit,
} from '#ports/order-path-store.ts'
import { column } from './column.ts'
import { ORDER_RECORD_COLUMNS, type OrderRecordRow, orderRecordOf } from './orders.ts'
import { INSTRUMENT_COLUMNS, type InstrumentRow, instrumentOf } from './read-instruments.ts'
import { bookStatesOf, EFFECTIVE_STATE } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/**
 * Everything that decides whether orders may be placed, in one statement and one snapshot, with the account's
 * row locked. A serializable decision whose account was changed meanwhile is tried again.
 */
export async function readPlacing(
  tx: Tx,
  accountId: string,
  { bookIds, instrumentIds, signals }: PlacingWishes,
): Promise<PlacingFacts | null> {
  const [row] = await tx.query<PlacingRow>({
    name: 'read-placing',
    text: READ_PLACING,
    values: [accountId, bookIds, instrumentIds],
  })
  if (row === undefined) return null
  return {
    account: { organizationId: row.organization_id, clientId: row.client_id, accountId },
    venueId: row.venue_id,
    permit: permitOf(row),
    bookStates: new Map(Object.entries(row.book_states)),
    bookIds: new Set(row.books),
    instruments: new Map(
      row.instruments.map((found) => [column.instrumentId(found.id), quotedOf(found)]),
    ),
    available: row.available.map(amountOf),
    exposures: row.exposures.map(exposureOf),
    orders: signals.length === 0 ? [] : await readOrdersOfSignals(tx, signals),
  }
}

const READ_PLACING = `
  WITH kill AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared(hashtextextended(current_setting('truebook.organization_id'), 2)))
  SELECT a.organization_id, a.client_id, a.venue_id, a.status, a.mode, ${EFFECTIVE_STATE} AS trading_state,
    a.circuit_open_since IS NOT NULL AS is_circuit_open,
    c.status AS client_status, v.certification,
    ${bookStatesOf('$2')} AS book_states,
    ARRAY(SELECT id::text FROM book WHERE account_id = $1 AND id = ANY ($2::uuid[])) AS books,
    (SELECT coalesce(jsonb_agg(m), '[]') FROM (
      SELECT ${INSTRUMENT_COLUMNS}, q.bid::text, q.ask::text, q.last::text,
        (extract(epoch FROM q.received_at) * 1000)::float8 AS received_at
      FROM instrument i LEFT JOIN quote q ON q.instrument_id = i.id
      WHERE i.id = ANY ($3::text[]) AND i.venue_id = a.venue_id) m) AS instruments,
    (SELECT coalesce(jsonb_agg(b), '[]') FROM (
      SELECT book_id, asset, amount::text FROM ledger_balance
      WHERE account_id = $1 AND kind = 'available' AND book_id = ANY ($2::uuid[])) b) AS available,
    (SELECT coalesce(jsonb_agg(e), '[]') FROM (
      SELECT book_id, instrument_id, sum(position)::text AS position, sum(buys)::text AS buys,
        sum(sells)::text AS sells, array_remove(array_agg(DISTINCT closing_side), NULL) AS closing_sides,
        bool_or(is_unsized) AS has_unsized_buy
      FROM (
        SELECT book_id, instrument_id, quantity AS position, 0 AS buys, 0 AS sells, NULL::text AS closing_side,
          false AS is_unsized FROM position
          WHERE book_id = ANY ($2::uuid[]) AND instrument_id = ANY ($3::text[])
        UNION ALL
        SELECT book_id, instrument_id, 0,
          CASE side WHEN 'buy' THEN coalesce(quantity - filled_quantity, 0) ELSE 0 END,
          CASE side WHEN 'sell' THEN coalesce(quantity - filled_quantity, 0) ELSE 0 END,
          CASE WHEN reduce_only THEN side END, quantity IS NULL
          FROM "order" WHERE account_id = $1 AND book_id = ANY ($2::uuid[])
            AND instrument_id = ANY ($3::text[]) AND state IN ('AWAITING_APPROVAL', 'NEW', 'SENDING',
              'WORKING', 'PARTIALLY_FILLED', 'QUARANTINED')
      ) moves GROUP BY 1, 2) e) AS exposures
  FROM kill, account a JOIN client c ON c.id = a.client_id JOIN venue v ON v.id = a.venue_id
  WHERE a.id = $1 FOR UPDATE OF a`

async function readOrdersOfSignals(
  tx: Tx,
  signals: PlacingWishes['signals'],
): Promise<readonly OrderRecord[]> {
  const rows = await tx.query<OrderRecordRow>({
    name: 'read-orders-of-signals',
    text: `SELECT ${ORDER_RECORD_COLUMNS} FROM "order"
      JOIN unnest($1::text[], $2::text[]) AS told (told_origin_id, told_signal_id)
        ON origin_id = told_origin_id AND signal_id = told_signal_id`,
    values: [signals.map(({ originId }) => originId), signals.map(({ signalId }) => signalId)],
  })
  return rows.map(orderRecordOf)
}

type PlacingRow = {
  readonly organization_id: string
  readonly client_id: string
  readonly venue_id: string
  readonly status: string
  readonly mode: TradingPermit['mode']
  readonly trading_state: TradingState
  readonly is_circuit_open: boolean
  readonly book_states: Readonly<Record<string, TradingState>>
  readonly client_status: string
  readonly certification: string
  readonly books: readonly string[]
  readonly instruments: readonly QuotedRow[]
  readonly available: readonly BookAmountRow[]
  readonly exposures: readonly ExposureRow[]
}

/** Money inside jsonb is text: a JSON number would lose digits. */
type QuotedRow = InstrumentRow & {
  readonly bid: string | null
  readonly ask: string | null
  readonly last: string | null
  readonly received_at: number | null
}
type BookAmountRow = { readonly book_id: string; readonly asset: string; readonly amount: string }
type ExposureRow = {
  readonly book_id: string
  readonly instrument_id: string
  readonly position: string
  readonly buys: string
  readonly sells: string
  readonly closing_sides: Exposure['closingSides']
  readonly has_unsized_buy: boolean
}

function permitOf(row: PlacingRow): TradingPermit {
  return {
    accountStatus: row.status,
    clientStatus: row.client_status,
    mode: row.mode,
    certification: row.certification,
    tradingState: row.trading_state,
    isCircuitOpen: row.is_circuit_open,
  }
}

function quotedOf(row: QuotedRow): QuotedInstrument {
  const { bid, ask, last, received_at: receivedAt } = row
  const quote =
    receivedAt === null
      ? null
      : {
          bid: column.priceOrNull(bid),
          ask: column.priceOrNull(ask),
          last: column.priceOrNull(last),
          at: column.time(new Date(receivedAt)),
        }
  return { instrument: instrumentOf(row), quote }
}

function amountOf(row: BookAmountRow): BookAmount {
  return {
    bookId: row.book_id,
    asset: column.assetId(row.asset),
    amount: column.amount(row.amount),
  }
}

function exposureOf(row: ExposureRow): Exposure {
  return {
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    position: column.quantity(row.position),
    openBuys: column.quantity(row.buys),
    openSells: column.quantity(row.sells),
    closingSides: row.closing_sides,
    hasUnsizedBuy: row.has_unsized_buy,
  }
}
