import type { InstrumentId } from '#core/market/instrument.ts'
import type { Amount, Quantity } from '#core/money/money.ts'
import { isOpen, ORDER_STATES, type OrderState } from '#core/orders/order-state.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** An order of ours under the name that we gave it at the venue. */
export type KnownOrder = {
  readonly clientOrderId: string
  readonly bookId: string
  /** Its cancel was asked for and is on its way. */
  readonly isCancelDue: boolean
}

/** Those of ours among the venue's orders. */
export async function readKnownOrders(
  tx: Tx,
  {
    accountId,
    clientOrderIds,
  }: { readonly accountId: string; readonly clientOrderIds: readonly string[] },
): Promise<readonly KnownOrder[]> {
  const rows = await tx.query<{ client_order_id: string; book_id: string; is_cancel_due: boolean }>(
    {
      name: 'read-known-orders',
      text: `SELECT client_order_id, book_id,
        cancel_requested_at IS NOT NULL AND state IN ('WORKING', 'PARTIALLY_FILLED') AS is_cancel_due
      FROM "order" WHERE account_id = $1 AND client_order_id = ANY ($2::text[])`,
      values: [accountId, clientOrderIds],
    },
  )
  return rows.map((row) => ({
    clientOrderId: row.client_order_id,
    bookId: row.book_id,
    isCancelDue: row.is_cancel_due,
  }))
}

export type OpenPosition = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly quantity: Quantity
  readonly availableBase: Amount
}

/** The positions of an account that are not flat, with what of each can be sold now. */
export async function readOpenPositions(
  tx: Tx,
  { accountId, bookId }: { readonly accountId: string; readonly bookId: string | null },
): Promise<readonly OpenPosition[]> {
  const rows = await tx.query<{
    book_id: string
    instrument_id: string
    quantity: string
    available: string | null
  }>({
    name: 'read-open-positions-to-close',
    text: `SELECT p.book_id, p.instrument_id, p.quantity::text, b.amount::text AS available
      FROM position p JOIN instrument i ON i.id = p.instrument_id
        LEFT JOIN ledger_balance b ON b.book_id = p.book_id AND b.asset = i.base AND b.kind = 'available'
      WHERE p.account_id = $1 AND p.quantity <> 0 AND ($2::uuid IS NULL OR p.book_id = $2)
      ORDER BY p.book_id, p.instrument_id`,
    values: [accountId, bookId],
  })
  return rows.map((row) => ({
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    quantity: column.quantity(row.quantity),
    availableBase: column.amount(row.available ?? '0'),
  }))
}

/** An order that a run made to close a position. */
export type ClosingOrder = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly state: OrderState
  readonly reason: string | null
}

/** What a run has ordered so far at an account, newest first. */
export async function readClosingOrders(
  tx: Tx,
  { accountId, runId }: { readonly accountId: string; readonly runId: string },
): Promise<readonly ClosingOrder[]> {
  const rows = await tx.query<{
    book_id: string
    instrument_id: string
    state: OrderState
    reason: string | null
  }>({
    name: 'read-closing-orders',
    text: `SELECT book_id, instrument_id, state, reason FROM "order"
      WHERE account_id = $1 AND origin_kind = 'kill' AND origin_id = $2
        AND signal_id IS NOT NULL ORDER BY created_at DESC, id DESC`,
    values: [accountId, runId],
  })
  return rows.map((row) => ({
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    state: row.state,
    reason: row.reason,
  }))
}

/** Our own open orders in the scope, but those that close positions. */
export async function countOpenOrders(
  tx: Tx,
  { accountId, bookId }: { readonly accountId: string; readonly bookId: string | null },
): Promise<number> {
  const [row] = await tx.query<{ open: number }>({
    name: 'count-open-orders-to-cancel',
    text: `SELECT count(*)::int AS open FROM "order" WHERE account_id = $1 AND state IN (${OPEN_STATES})
      AND origin_kind <> 'kill' AND ($2::uuid IS NULL OR book_id = $2)`,
    values: [accountId, bookId],
  })
  return row?.open ?? 0
}

const OPEN_STATES = ORDER_STATES.filter(isOpen)
  .map((state) => `'${state}'`)
  .join(', ')
