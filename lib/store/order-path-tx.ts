import { assert } from '#core/assert.ts'
import { isOpen, ORDER_STATES } from '#core/orders/order-state.ts'
import { toIso } from '#core/time/time.ts'
import type {
  AccountRef,
  ClaimWish,
  FillFacts,
  FillHistory,
  FillKey,
  HistoryWish,
  OrderFacts,
  OrderPathTx,
  OrderRecord,
  OrderRef,
} from '#ports/order-path-store.ts'
import { readFillsSince } from './fills.ts'
import { writeAccountChanges } from './order-path-write.ts'
import { ORDER_RECORD_COLUMNS, type OrderRecordRow, orderRecordOf } from './orders.ts'
import { readPlacing } from './placing-facts.ts'
import { POSITION_COLUMNS, type PositionRecordRow, positionRecordOf } from './positions.ts'
import { INSTRUMENT_COLUMNS, type InstrumentRow, instrumentOf } from './read-instruments.ts'
import type { Tx } from './transaction.ts'

/** The order path's reads and its one write, in a transaction that holds the account's turn. */
export function orderPathTx(tx: Tx, accountId: string): OrderPathTx {
  return {
    readPlacing: (wishes) => readPlacing(tx, accountId, wishes),
    readClaimable: (claim) => readClaimable(tx, claim),
    readFill: (key) => readFill(tx, key),
    readHistory: (history) => readHistory(tx, history),
    readOrder: (ref) => readOrder(tx, accountId, ref),
    listOpenOrders: () => listOpenOrders(tx, accountId),
    write: (changes) => writeAccountChanges(tx, changes),
  }
}

/**
 * A replaced order `r` that is closed with every fill booked that the venue counted when it closed it. A
 * replacement is decided when it is claimed, by what the account may then do.
 */
const IS_SETTLED = `(r.state IN ('DENIED', 'REJECTED', 'NOT_PLACED', 'FILLED')
  OR (r.state IN ('CANCELED', 'EXPIRED')
    AND (r.sent_at IS NULL OR r.filled_quantity >= r.closed_filled_quantity)))`

/** The account's row is locked in the same statement: where nothing may be sent there is nothing to claim. */
async function readClaimable(tx: Tx, claim: ClaimWish): Promise<readonly OrderRecord[]> {
  const { lease, sendWindowMs, mayTradeLive, limit } = claim
  const rows = await tx.query<OrderRecordRow>({
    name: 'read-claimable',
    text: `WITH permit AS MATERIALIZED (
        SELECT a.trading_state = 'REDUCING' AS is_reducing
        FROM account a JOIN client c ON c.id = a.client_id JOIN venue v ON v.id = a.venue_id
          JOIN account_lease l ON l.account_id = a.id
        WHERE a.id = $1 AND a.status = 'CONNECTED' AND a.trading_state <> 'HALTED' AND c.status = 'ACTIVE'
          AND l.holder = $2 AND l.token = $3
          AND l.expires_at > tb_now() + $4::float8 * interval '1 millisecond'
          AND (a.mode <> 'live' OR ($5 AND v.certification = 'LIVE_READY'))
        FOR UPDATE OF a)
      SELECT ${ORDER_RECORD_COLUMNS} FROM "order"
      WHERE account_id = $1 AND state = 'NEW' AND cancel_requested_at IS NULL
        AND EXISTS (SELECT FROM permit
          WHERE reduce_only OR NOT is_reducing OR replaces_order_id IS NOT NULL)
        AND (replaces_order_id IS NULL
          OR EXISTS (SELECT FROM "order" r WHERE r.id = "order".replaces_order_id AND ${IS_SETTLED}))
      ORDER BY created_at, id LIMIT $6`,
    values: [lease.accountId, lease.holder, lease.token, sendWindowMs, mayTradeLive, limit],
  })
  return rows.map(orderRecordOf)
}

async function readOrder(tx: Tx, accountId: string, ref: OrderRef): Promise<OrderFacts | null> {
  const [account] = await tx.query<AccountRow & Partial<OrderRecordRow>>({
    name: 'orderId' in ref ? 'read-order-by-id' : 'read-order-by-venue',
    text: `SELECT ${ACCOUNT}, o.* FROM account a
      LEFT JOIN LATERAL (SELECT ${ORDER_RECORD_COLUMNS} FROM "order" WHERE account_id = $1 AND
        ${'orderId' in ref ? 'id = $2' : BY_VENUE}
        LIMIT 1) o ON true
      WHERE a.id = $1 FOR UPDATE OF a`,
    values:
      'orderId' in ref
        ? [accountId, ref.orderId]
        : [accountId, ref.instrumentId, ref.clientOrderId, ref.venueOrderId],
  })
  return account === undefined ? null : orderFactsOf(accountId, account)
}

/** A client order id names one order of ours; a venue order id names one order of the instrument. */
const BY_VENUE = `instrument_id = $2 AND (venue_order_id = $4
  OR (client_order_id = $3 AND (venue_order_id IS NULL OR $4 IS NULL)))`

async function readFill(tx: Tx, key: FillKey): Promise<FillFacts | null> {
  const { accountId, instrumentId, venueTradeId, venueOrderId } = key
  const [row] = await tx.query<AccountRow & Partial<OrderRecordRow> & { is_known: boolean }>({
    name: 'read-fill',
    text: `SELECT ${ACCOUNT}, o.*, EXISTS (SELECT FROM fill WHERE account_id = $1 AND instrument_id = $2
        AND venue_trade_id = $3 AND venue_order_id = $4) AS is_known
      FROM account a
      LEFT JOIN LATERAL (SELECT ${ORDER_RECORD_COLUMNS} FROM "order"
        WHERE account_id = $1 AND instrument_id = $2 AND venue_order_id = $4 LIMIT 1) o ON true
      WHERE a.id = $1 FOR UPDATE OF a`,
    values: [accountId, instrumentId, venueTradeId, venueOrderId],
  })
  if (row === undefined) return null
  const facts = orderFactsOf(accountId, row)
  const bookId = facts.order?.bookId ?? facts.externalBookId
  return { ...facts, isKnown: row.is_known, ...(await readMarket(tx, bookId, instrumentId)) }
}

async function readMarket(tx: Tx, bookId: string, instrumentId: string) {
  const [row] = await tx.query<InstrumentRow & Partial<PositionRecordRow>>({
    name: 'read-fill-market',
    text: `SELECT ${INSTRUMENT_COLUMNS}, p.* FROM instrument
      LEFT JOIN LATERAL (SELECT ${POSITION_COLUMNS} FROM position
        WHERE book_id = $1 AND instrument_id = $2) p ON true
      WHERE id = $2`,
    values: [bookId, instrumentId],
  })
  assert(row !== undefined, 'an instrument is known before it is filled')
  return {
    instrument: instrumentOf(row),
    position: hasPosition(row) ? positionRecordOf(row) : null,
  }
}

async function readHistory(
  tx: Tx,
  { bookId, instrumentId, at }: HistoryWish,
): Promise<FillHistory> {
  const [kept] = await tx.query<{ position: PositionRecordRow; last_fill_at: Date }>({
    name: 'read-snapshot',
    text: `SELECT position, last_fill_at FROM position_snapshot
      WHERE book_id = $1 AND instrument_id = $2 AND last_fill_at < $3
      ORDER BY fill_count DESC LIMIT 1`,
    values: [bookId, instrumentId, toIso(at)],
  })
  const snapshot = kept === undefined ? null : positionRecordOf(withDates(kept.position))
  const since = snapshot?.lastFillAt ?? null
  const fills = await readFillsSince(tx, {
    bookId,
    instrumentId,
    since: since === null ? null : toIso(since),
  })
  return { snapshot, fills }
}

async function listOpenOrders(tx: Tx, accountId: string): Promise<readonly OrderRecord[]> {
  const rows = await tx.query<OrderRecordRow>({
    name: 'list-open-orders',
    text: `SELECT ${ORDER_RECORD_COLUMNS} FROM "order" WHERE account_id = $1 AND state IN (${OPEN_STATES})
      ORDER BY created_at, id`,
    values: [accountId],
  })
  return rows.map(orderRecordOf)
}

const OPEN_STATES = ORDER_STATES.filter(isOpen)
  .map((state) => `'${state}'`)
  .join(', ')

const ACCOUNT = `a.organization_id AS account_organization_id, a.client_id AS account_client_id,
  (SELECT id FROM book WHERE account_id = a.id AND kind = 'EXTERNAL') AS external_book_id`

type AccountRow = {
  readonly account_organization_id: string
  readonly account_client_id: string
  readonly external_book_id: string | null
}

function orderFactsOf(accountId: string, row: AccountRow & Partial<OrderRecordRow>): OrderFacts {
  const account: AccountRef = {
    organizationId: row.account_organization_id,
    clientId: row.account_client_id,
    accountId,
  }
  assert(row.external_book_id !== null, 'every account has an EXTERNAL book')
  return {
    account,
    externalBookId: row.external_book_id,
    order: hasOrder(row) ? orderRecordOf(row) : null,
  }
}

/** An outer join's missing side is all null. */
function hasOrder(row: Partial<OrderRecordRow>): row is OrderRecordRow {
  return typeof row.id === 'string'
}

function hasPosition(row: Partial<PositionRecordRow>): row is PositionRecordRow {
  return typeof row.book_id === 'string'
}

/** A snapshot is JSON: its times are text. */
function withDates(row: PositionRecordRow): PositionRecordRow {
  const dateOf = (at: Date | string | null) => (at === null ? null : new Date(at))
  return { ...row, opened_at: dateOf(row.opened_at), last_fill_at: dateOf(row.last_fill_at) }
}
