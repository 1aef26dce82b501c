import type { FillFact, VenueOrderFact } from '#core/ledger/find-breaks.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { OrderViolation } from '#core/orders/order-state.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Facts beyond so many of a kind are left to the next reconciliation. */
export const FACTS_MAX = 500

/** The index goes by the venue's time: a fill that is told later than this is booked and not remarked on. */
const LATE_FILL_DAYS_MAX = 2

export type FactsWish = {
  readonly accountId: string
  /** Facts that were stored since; those told before do no harm. */
  readonly since: UnixMs
}

/** Orders of somebody else that we first heard of since. */
export async function readForeignOrders(tx: Tx, wish: FactsWish): Promise<VenueOrderFact[]> {
  const rows = await tx.query<PairRow & { venue_order_id: string }>({
    name: 'read-foreign-orders',
    text: `SELECT ${PAIR}, o.venue_order_id FROM "order" o JOIN instrument i ON i.id = o.instrument_id
      WHERE o.account_id = $1 AND o.origin_kind = 'external' AND o.acknowledged_at >= $2 AND o.venue_order_id IS NOT NULL
      ORDER BY o.acknowledged_at LIMIT ${FACTS_MAX}`,
    values: [wish.accountId, toIso(wish.since)],
  })
  return rows.map((row) => ({ ...pairOf(row), venueOrderId: row.venue_order_id }))
}

/** Orders of ours that the venue canceled since, unasked. What expires by its own terms is no news. */
export async function readVenueCancels(
  tx: Tx,
  wish: FactsWish,
): Promise<(ReturnType<typeof pairOf> & { orderId: string; venueOrderId: string | null })[]> {
  const rows = await tx.query<PairRow & { id: string; venue_order_id: string | null }>({
    name: 'read-venue-cancels',
    text: `SELECT ${PAIR}, o.id, o.venue_order_id FROM "order" o JOIN instrument i ON i.id = o.instrument_id
      WHERE o.account_id = $1 AND o.state = 'CANCELED' AND o.cancel_requested_at IS NULL
        AND o.origin_kind <> 'external' AND o.closed_at >= $2
      ORDER BY o.closed_at LIMIT ${FACTS_MAX}`,
    values: [wish.accountId, toIso(wish.since)],
  })
  return rows.map((row) => ({
    ...pairOf(row),
    orderId: row.id,
    venueOrderId: row.venue_order_id,
  }))
}

export type FillNews = FillFact & {
  readonly isForeign: boolean
  readonly isMissed: boolean
  readonly lateMs: number
  /** The asset of the fee, where it is neither base nor quote and the account paid none in it for a while. */
  readonly newFeeAsset: AssetId | null
  readonly violation: OrderViolation | null
}

/**
 * The fills recorded since that are worth a word: somebody else's, those that only a poll found, those that their orders
 * could not have, and the first in a while whose fee is in a third coin. `clockOffsetMs` is the venue's clock minus ours.
 */
export async function readFillNews(
  tx: Tx,
  wish: FactsWish & {
    readonly missedAfterMs: number
    readonly feeNewsAfterMs: number
    readonly clockOffsetMs: number
  },
): Promise<FillNews[]> {
  const rows = await tx.query<FillNewsRow>({
    name: 'read-fill-news',
    text: `WITH told AS (
        SELECT f.*, b.kind = 'EXTERNAL' AS is_foreign,
          extract(epoch FROM f.recorded_at - f.venue_at) * 1000 + $4::float8 AS late_ms
        FROM fill f JOIN book b ON b.id = f.book_id
        WHERE f.account_id = $1 AND f.recorded_at >= $2 AND f.venue_at >= $2::timestamptz - interval '${LATE_FILL_DAYS_MAX} days')
      SELECT ${PAIR}, o.venue_order_id, o.venue_trade_id, o.is_foreign, o.late_ms::float8 AS late_ms,
        o.source = 'poll' AND NOT o.is_foreign AND o.late_ms > $3::float8 AS is_missed,
        CASE WHEN o.fee_asset NOT IN (i.base, i.quote) AND o.fee_amount <> 0 AND NOT EXISTS (
          SELECT FROM fill e WHERE e.account_id = o.account_id AND e.fee_asset = o.fee_asset AND e.id <> o.id
            AND (e.venue_at, e.id) < (o.venue_at, o.id)
            AND e.venue_at > o.venue_at - $5::float8 * interval '1 millisecond')
        THEN o.fee_asset END AS new_fee_asset, o.violation
      FROM told o JOIN instrument i ON i.id = o.instrument_id
      WHERE o.is_foreign OR (o.source = 'poll' AND o.late_ms > $3::float8) OR o.fee_asset NOT IN (i.base, i.quote)
        OR o.violation IS NOT NULL
      ORDER BY o.venue_at, o.id LIMIT ${FACTS_MAX}`,
    values: [
      wish.accountId,
      toIso(wish.since),
      wish.missedAfterMs,
      wish.clockOffsetMs,
      wish.feeNewsAfterMs,
    ],
  })
  return rows.map((row) => ({
    ...pairOf(row),
    venueOrderId: row.venue_order_id,
    venueTradeId: row.venue_trade_id,
    isForeign: row.is_foreign,
    isMissed: row.is_missed,
    lateMs: Math.round(row.late_ms),
    newFeeAsset: column.assetIdOrNull(row.new_fee_asset),
    violation: row.violation,
  }))
}

const PAIR = 'o.instrument_id, i.base, i.quote'
type PairRow = { readonly instrument_id: string; readonly base: string; readonly quote: string }
type FillNewsRow = PairRow & {
  readonly venue_order_id: string
  readonly venue_trade_id: string
  readonly is_foreign: boolean
  readonly is_missed: boolean
  readonly late_ms: number
  readonly new_fee_asset: string | null
  readonly violation: OrderViolation | null
}

function pairOf(row: PairRow) {
  return {
    instrumentId: column.instrumentId(row.instrument_id),
    base: column.assetId(row.base),
    quote: column.assetId(row.quote),
  }
}
