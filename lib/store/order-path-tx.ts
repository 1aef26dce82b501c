import { isOpen, ORDER_STATES } from '#core/orders/order-state.ts'
import { toIso } from '#core/time/time.ts'
import type {
  ClaimWish,
  FillHistory,
  HistoryWish,
  OrderFacts,
  OrderPathTx,
  OrderRecord,
  OrderRef,
} from '#ports/order-path-store.ts'
import { readFillsSince } from './fills.ts'
import { ACCOUNT_OWNER, type AccountOwnerRow, ownerOf } from './order-facts.ts'
import { writeAccountChanges } from './order-path-write.ts'
import { ORDER_RECORD_COLUMNS, type OrderRecordRow, orderRecordOf } from './orders.ts'
import { readPlacing } from './placing-facts.ts'
import { type PositionRecordRow, positionOfJson } from './positions.ts'
import { readNews } from './read-news.ts'
import { EFFECTIVE_STATE, isHeldByBook } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/** The order path's reads and its one write, in a transaction that holds the account's turn. */
export function orderPathTx(tx: Tx, accountId: string): OrderPathTx {
  return {
    readPlacing: (wishes) => readPlacing(tx, accountId, wishes),
    readClaimable: (claim) => readClaimable(tx, claim),
    readNews: (wish) => readNews(tx, accountId, wish),
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

/** A replacement shows that it reduces when it is decided, which is after it is claimable. */
const IS_REDUCING = '(reduce_only OR replaces_order_id IS NOT NULL)'
/** The kill switch itself closes positions of what it halted. */
const CLOSES_BY_SWITCH = `(origin_kind = 'kill' AND reduce_only)`

/**
 * The account's row is locked in the same statement: where nothing may be sent there is nothing to claim. So is the
 * lease: nobody takes it over before the claim under it has committed, however long its process stands still.
 */
async function readClaimable(tx: Tx, claim: ClaimWish): Promise<readonly OrderRecord[]> {
  const { lease, sendWindowMs, mayTradeLive, limit, quotedSince, madeBefore } = claim
  const { quotedUntil, mayOnlyReduce = false } = claim
  const rows = await tx.query<OrderRecordRow>({
    name: 'read-claimable',
    text: `WITH permit AS MATERIALIZED (
        SELECT ${EFFECTIVE_STATE} AS state
        FROM account a JOIN client c ON c.id = a.client_id JOIN venue v ON v.id = a.venue_id
          JOIN account_lease l ON l.account_id = a.id
        WHERE a.id = $1 AND a.status = 'CONNECTED' AND c.status = 'ACTIVE'
          AND a.recovering_since IS NULL
          AND l.holder = $2 AND l.token = $3
          AND l.expires_at > tb_now() + $4::float8 * interval '1 millisecond'
          AND (a.mode <> 'live' OR ($5 AND v.certification = 'LIVE_READY'))
        FOR UPDATE OF a FOR SHARE OF l)
      SELECT ${ORDER_RECORD_COLUMNS} FROM "order"
      WHERE account_id = $1 AND state = 'NEW' AND cancel_requested_at IS NULL
        AND EXISTS (SELECT FROM permit p WHERE ${CLOSES_BY_SWITCH}
          OR (p.state = 'ACTIVE' OR (p.state = 'REDUCING' AND ${IS_REDUCING}))
            AND NOT ${isHeldByBook('"order"', IS_REDUCING)})
        AND (replaces_order_id IS NULL
          OR EXISTS (SELECT FROM "order" r WHERE r.id = "order".replaces_order_id AND ${IS_SETTLED}))
        AND (created_at < $8 OR reduce_only OR EXISTS (SELECT FROM quote q
          WHERE q.instrument_id = "order".instrument_id AND q.received_at BETWEEN $7 AND $9
            AND (q.bid > q.ask) IS NOT TRUE))
        AND (reduce_only OR NOT $10::boolean)
      ORDER BY created_at, id LIMIT $6`,
    values: [
      lease.accountId,
      lease.holder,
      lease.token,
      sendWindowMs,
      mayTradeLive,
      limit,
      toIso(quotedSince),
      toIso(madeBefore),
      quotedUntil === undefined ? 'infinity' : toIso(quotedUntil),
      mayOnlyReduce,
    ],
  })
  return rows.map(orderRecordOf)
}

async function readOrder(
  tx: Tx,
  accountId: string,
  { orderId }: OrderRef,
): Promise<OrderFacts | null> {
  const [row] = await tx.query<AccountOwnerRow & Partial<OrderRecordRow>>({
    name: 'read-order-by-id',
    text: `SELECT ${ACCOUNT_OWNER}, o.* FROM account a
      LEFT JOIN LATERAL (SELECT ${ORDER_RECORD_COLUMNS} FROM "order" WHERE account_id = $1 AND id = $2) o ON true
      WHERE a.id = $1 FOR UPDATE OF a`,
    values: [accountId, orderId],
  })
  if (row === undefined) return null
  return { ...ownerOf(accountId, row), order: hasOrder(row) ? orderRecordOf(row) : null }
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
  const snapshot = kept === undefined ? null : positionOfJson(kept.position)
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

/** An outer join's missing side is all null. */
function hasOrder(row: Partial<OrderRecordRow>): row is OrderRecordRow {
  return typeof row.id === 'string'
}
