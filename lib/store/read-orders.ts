import type { OrderView } from '#api/codecs/order.ts'
import type { After } from '#api/page-of.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { isOpen, ORDER_STATES } from '#core/orders/order-state.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { newestFirst } from './newest-first.ts'
import type { Tx } from './transaction.ts'

export type OrderFilter = Whose & {
  readonly instrumentId?: InstrumentId | undefined
  readonly state?: 'open' | 'closed' | undefined
  readonly after: After | null
  readonly limit: number
}

/** The newest orders, one more than `limit` if there are more. */
export async function readOrders(tx: Tx, filter: OrderFilter): Promise<OrderView[]> {
  const { instrumentId, state, after, limit } = filter
  const rows = await tx.query<OrderRow>(
    newestFirst({
      name: 'read-orders',
      table: '"order"',
      columns: ORDER_COLUMNS,
      sortedBy: 'created_at',
      whose: filter,
      filters: {
        instrument: instrumentId === undefined ? null : ['instrument_id = $', instrumentId],
        open: state === 'open' ? [`state IN (${OPEN_STATES})`] : null,
        closed: state === 'closed' ? [`state NOT IN (${OPEN_STATES})`] : null,
      },
      after,
      limit,
    }),
  )
  return rows.map(orderOf)
}

/** One order; null when the scope does not show it. */
export async function readOrder(tx: Tx, orderId: string): Promise<OrderView | null> {
  const [row] = await tx.query<OrderRow>({
    name: 'read-order',
    text: `SELECT ${ORDER_COLUMNS} FROM "order" WHERE id = $1`,
    values: [orderId],
  })
  return row === undefined ? null : orderOf(row)
}

/** In the words of the partial index order_open, which therefore serves it. */
const OPEN_STATES = ORDER_STATES.filter(isOpen)
  .map((state) => `'${state}'`)
  .join(', ')

/** What `orderOf` reads, in the words of an unaliased "order". */
export const ORDER_COLUMNS = `id, client_id, account_id, book_id, instrument_id, side, type, quantity::text,
  quote_amount::text, limit_price::text, stop_price::text, time_in_force, post_only, reduce_only, origin_kind,
  origin_id, signal_id, note, state, reason, reason_detail, filled_quantity::text, filled_quote::text,
  venue_order_id, client_order_id, hold_asset, hold_amount::text, created_at, claimed_at, sent_at,
  acknowledged_at, triggered_at, cancel_requested_at, replace_requested_at, replaces_order_id, closed_at,
  updated_at`

export type OrderRow = {
  readonly id: string
  readonly client_id: string
  readonly account_id: string
  readonly book_id: string
  readonly instrument_id: string
  readonly side: OrderView['side']
  readonly type: OrderView['type']
  readonly quantity: string | null
  readonly quote_amount: string | null
  readonly limit_price: string | null
  readonly stop_price: string | null
  readonly time_in_force: OrderView['timeInForce']
  readonly post_only: boolean
  readonly reduce_only: boolean
  readonly origin_kind: OrderView['origin']['kind']
  readonly origin_id: string
  readonly signal_id: string | null
  readonly note: string | null
  readonly state: OrderView['state']
  readonly reason: string | null
  readonly reason_detail: string | null
  readonly filled_quantity: string
  readonly filled_quote: string
  readonly venue_order_id: string | null
  readonly client_order_id: string | null
  readonly hold_asset: string | null
  readonly hold_amount: string
  readonly created_at: Date
  readonly claimed_at: Date | null
  readonly sent_at: Date | null
  readonly acknowledged_at: Date | null
  readonly triggered_at: Date | null
  readonly cancel_requested_at: Date | null
  readonly replace_requested_at: Date | null
  readonly replaces_order_id: string | null
  readonly closed_at: Date | null
  readonly updated_at: Date
}

export function orderOf(row: OrderRow): OrderView {
  return {
    id: row.id,
    clientId: row.client_id,
    accountId: row.account_id,
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    side: row.side,
    type: row.type,
    quantity: column.quantityOrNull(row.quantity),
    quoteAmount: column.amountOrNull(row.quote_amount),
    limitPrice: column.priceOrNull(row.limit_price),
    stopPrice: column.priceOrNull(row.stop_price),
    timeInForce: row.time_in_force,
    postOnly: row.post_only,
    reduceOnly: row.reduce_only,
    origin: { kind: row.origin_kind, id: row.origin_id, signalId: row.signal_id },
    note: row.note,
    state: row.state,
    reason: row.reason,
    reasonDetail: row.reason_detail,
    filledQuantity: column.quantity(row.filled_quantity),
    filledQuote: column.amount(row.filled_quote),
    venueOrderId: row.venue_order_id,
    clientOrderId: row.client_order_id,
    holdAsset: column.assetIdOrNull(row.hold_asset),
    holdAmount: column.amount(row.hold_amount),
    replacesOrderId: row.replaces_order_id,
    ...timesOf(row),
  }
}

function timesOf(row: OrderRow) {
  return {
    createdAt: column.time(row.created_at),
    claimedAt: column.timeOrNull(row.claimed_at),
    sentAt: column.timeOrNull(row.sent_at),
    acknowledgedAt: column.timeOrNull(row.acknowledged_at),
    triggeredAt: column.timeOrNull(row.triggered_at),
    cancelRequestedAt: column.timeOrNull(row.cancel_requested_at),
    replaceRequestedAt: column.timeOrNull(row.replace_requested_at),
    closedAt: column.timeOrNull(row.closed_at),
    updatedAt: column.time(row.updated_at),
  }
}
