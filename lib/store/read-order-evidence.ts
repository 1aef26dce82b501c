import type { FillView } from '#api/codecs/fill.ts'
import type { VenueWord } from '#api/codecs/receipt.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { FILL_COLUMNS, type FillRow, fillOf } from './read-fills.ts'
import type { Tx } from './transaction.ts'

/** What an order is known by: the venue's last message about it, and the request that placed it. */
export async function readOrderEvidence(tx: Tx, orderId: string): Promise<VenueWord | null> {
  const [row] = await tx.query<{
    venue_order_id: string | null
    request_id: string | null
    venue_message: Record<string, unknown> | null
  }>({
    name: 'read-order-evidence',
    text: 'SELECT venue_order_id, request_id, venue_message FROM "order" WHERE id = $1',
    values: [orderId],
  })
  if (row === undefined) return null
  const { venue_order_id: id, request_id: requestId, venue_message: message } = row
  return { orderId: id, tradeId: null, requestId, message }
}

/** Fills of one order are read whole: a venue fills an order in this many pieces at most, or fewer are told. */
export const ORDER_FILLS_MAX = 2_000

/** Every fill of an order, oldest first by the venue's time; as known at `at` where given. */
export async function readFillsOfOrder(
  tx: Tx,
  { orderId, at }: { readonly orderId: string; readonly at: UnixMs | null },
): Promise<FillView[]> {
  const rows = await tx.query<FillRow>({
    name: 'read-fills-of-order',
    text: `SELECT ${FILL_COLUMNS} FROM fill WHERE order_id = $1 AND recorded_at <= $2
      ORDER BY venue_at, id LIMIT $3`,
    values: [orderId, at === null ? 'infinity' : toIso(at), ORDER_FILLS_MAX],
  })
  return rows.map(fillOf)
}

/** One fill; null when the scope does not show it. */
export async function readFill(tx: Tx, fillId: string): Promise<FillView | null> {
  const [row] = await tx.query<FillRow>({
    name: 'read-one-fill',
    text: `SELECT ${FILL_COLUMNS} FROM fill WHERE id = $1`,
    values: [fillId],
  })
  return row === undefined ? null : fillOf(row)
}
