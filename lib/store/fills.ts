import { formatDecimal } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { toIso } from '#core/time/time.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'
import { FILL_COLUMNS, type FillRow, fillOf } from './read-fills.ts'
import type { Tx } from './transaction.ts'

const INSERTED = `id, organization_id, client_id, account_id, book_id, instrument_id, order_id, venue_order_id,
  venue_trade_id, side, price, quantity, quote_quantity, fee_asset, fee_amount, liquidity, venue_at,
  recorded_at, source, request_id, venue_message, violation`

/** A fill that is already there breaks its key and with it the whole transaction: money never moves twice. */
export const FILLS: ChangePart = {
  name: 'fills',
  rowsOf: ({ account, at, fills = [] }) =>
    fills.map((fill) => ({
      ...ownerColumns(account),
      id: fill.id,
      book_id: fill.bookId,
      instrument_id: fill.instrumentId,
      order_id: fill.orderId,
      venue_order_id: fill.venueOrderId,
      venue_trade_id: fill.venueTradeId,
      side: fill.side,
      price: formatDecimal(fill.price),
      quantity: formatDecimal(fill.quantity),
      quote_quantity: formatDecimal(fill.quoteQuantity),
      fee_asset: fill.feeAsset,
      fee_amount: formatDecimal(fill.feeAmount),
      liquidity: fill.liquidity,
      venue_at: toIso(fill.venueAt),
      recorded_at: toIso(at),
      source: fill.source,
      request_id: fill.requestId,
      venue_message: fill.message ?? {},
      violation: fill.violation ?? null,
    })),
  text: (rows) => `INSERT INTO fill (${INSERTED})
    SELECT ${INSERTED} FROM jsonb_populate_recordset(NULL::fill, ${rows})`,
}

/** The fills of a book in an instrument from an instant on; all of them without one. */
export async function readFillsSince(
  tx: Tx,
  { bookId, instrumentId, since }: FillsSince,
): Promise<readonly Fill[]> {
  const rows = await tx.query<FillRow>({
    name: 'read-fills-since',
    text: `SELECT ${FILL_COLUMNS} FROM fill
      WHERE book_id = $1 AND instrument_id = $2 AND ($3::timestamptz IS NULL OR venue_at >= $3)`,
    values: [bookId, instrumentId, since],
  })
  return rows.map(fillOf)
}

type FillsSince = {
  readonly bookId: string
  readonly instrumentId: string
  readonly since: string | null
}
