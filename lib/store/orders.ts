import { formatDecimal } from '#core/money/money.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountChanges, OrderRecord } from '#ports/order-path-store.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'
import { column } from './column.ts'
import { ORDER_COLUMNS, type OrderRow, orderOf } from './read-orders.ts'

/** What never changes once an order is written; the quantity only of a replacement, when it is claimed. */
const WISHED = `id, organization_id, client_id, account_id, book_id, instrument_id, side, type, quote_amount, limit_price, stop_price, time_in_force, post_only, reduce_only, origin_kind, origin_id,
  signal_id, note, hold_asset, request_id,
  replaces_order_id, created_at`

const MOVING = [
  'state',
  'reason',
  'reason_detail',
  'quantity',
  'filled_quantity',
  'filled_quote',
  'venue_filled_quantity',
  'closed_filled_quantity',
  'hold_amount',
  'attempt',
  'client_order_id',
  'venue_order_id',
  'claim_token',
  'claimed_at',
  'valid_until',
  'sent_at',
  'acknowledged_at',
  'triggered_at',
  'cancel_requested_at',
  'replace_requested_at',
  'closed_at',
  'updated_at',
]

const INSERTED = `${WISHED}, ${MOVING.join(', ')}, venue_message`

export const NEW_ORDERS: ChangePart = {
  name: 'new-orders',
  rowsOf: (changes) => (changes.newOrders ?? []).map((order) => rowOf(order, changes)),
  text: (rows) => `INSERT INTO "order" (${INSERTED})
    SELECT ${INSERTED} FROM jsonb_populate_recordset(NULL::"order", ${rows})`,
}

/** The array of ids says the planner that these are few: it would take a hundred rows for reason to read all. */
export const MOVED_ORDERS: ChangePart = {
  name: 'orders',
  rowsOf: (changes) => (changes.orders ?? []).map((order) => rowOf(order, changes)),
  text: (rows) => `UPDATE "order" o SET ${MOVING.map((name) => `${name} = r.${name}`).join(', ')},
      venue_message = coalesce(r.venue_message, o.venue_message)
    FROM jsonb_populate_recordset(NULL::"order", ${rows}) r WHERE o.id = r.id
      AND o.id = ANY (ARRAY(SELECT (moved ->> 'id')::uuid FROM jsonb_array_elements(${rows}) AS moved))`,
}

/** What `orderRecordOf` reads of an unaliased "order". */
export const ORDER_RECORD_COLUMNS = `${ORDER_COLUMNS}, organization_id, venue_filled_quantity::text,
  closed_filled_quantity::text, attempt,
  claim_token::text, valid_until, request_id`

export type OrderRecordRow = OrderRow & {
  readonly organization_id: string
  readonly venue_filled_quantity: string | null
  readonly closed_filled_quantity: string | null
  readonly attempt: number
  readonly claim_token: string | null
  readonly valid_until: Date | null
  readonly request_id: string | null
}

export function orderRecordOf(row: OrderRecordRow): OrderRecord {
  return {
    ...orderOf(row),
    organizationId: row.organization_id,
    venueFilledQuantity: column.quantityOrNull(row.venue_filled_quantity),
    closedFilledQuantity: column.quantityOrNull(row.closed_filled_quantity),
    protectsPositionId: null,
    parentOrderId: null,
    attempt: row.attempt,
    claimToken: row.claim_token,
    validUntil: column.timeOrNull(row.valid_until),
    requestId: row.request_id,
  }
}

function rowOf(order: OrderRecord, changes: AccountChanges): object {
  return {
    ...ownerColumns(changes.account),
    ...wishedColumns(order),
    ...movingColumns(order, changes),
  }
}

function wishedColumns(order: OrderRecord): object {
  return {
    id: order.id,
    book_id: order.bookId,
    instrument_id: order.instrumentId,
    side: order.side,
    type: order.type,
    quote_amount: textOf(order.quoteAmount),
    limit_price: textOf(order.limitPrice),
    stop_price: textOf(order.stopPrice),
    time_in_force: order.timeInForce,
    post_only: order.postOnly,
    reduce_only: order.reduceOnly,
    origin_kind: order.origin.kind,
    origin_id: order.origin.id,
    signal_id: order.origin.signalId,
    note: order.note,
    hold_asset: order.holdAsset,
    request_id: order.requestId,
    replaces_order_id: order.replacesOrderId,
    created_at: toIso(order.createdAt),
  }
}

function movingColumns(order: OrderRecord, changes: AccountChanges): object {
  return {
    state: order.state,
    reason: order.reason,
    reason_detail: order.reasonDetail,
    quantity: textOf(order.quantity),
    filled_quantity: formatDecimal(order.filledQuantity),
    filled_quote: formatDecimal(order.filledQuote),
    venue_filled_quantity: textOf(order.venueFilledQuantity),
    closed_filled_quantity: textOf(order.closedFilledQuantity),
    hold_amount: formatDecimal(order.holdAmount),
    attempt: order.attempt,
    client_order_id: order.clientOrderId,
    venue_order_id: order.venueOrderId,
    claim_token: order.claimToken,
    claimed_at: isoOf(order.claimedAt),
    valid_until: isoOf(order.validUntil),
    sent_at: isoOf(order.sentAt),
    acknowledged_at: isoOf(order.acknowledgedAt),
    triggered_at: isoOf(order.triggeredAt),
    cancel_requested_at: isoOf(order.cancelRequestedAt),
    replace_requested_at: isoOf(order.replaceRequestedAt),
    closed_at: isoOf(order.closedAt),
    updated_at: toIso(order.updatedAt),
    venue_message: changes.venueMessages?.get(order.id) ?? null,
  }
}

function textOf(value: Parameters<typeof formatDecimal>[0] | null): string | null {
  return value === null ? null : formatDecimal(value)
}

function isoOf(at: UnixMs | null): string | null {
  return at === null ? null : toIso(at)
}
