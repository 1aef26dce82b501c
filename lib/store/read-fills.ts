import type { FillView } from '#api/codecs/fill.ts'
import type { After } from '#api/page-of.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import { newestFirst } from './newest-first.ts'
import type { Tx } from './transaction.ts'

export type FillFilter = Whose & {
  readonly instrumentId?: InstrumentId | undefined
  readonly orderId?: string | undefined
  /** [from, to) by the venue's time. */
  readonly from?: UnixMs | undefined
  readonly to?: UnixMs | undefined
  readonly after: After | null
  readonly limit: number
}

/** The newest fills by the venue's time, one more than `limit` if there are more. */
export async function readFills(tx: Tx, filter: FillFilter): Promise<FillView[]> {
  const { instrumentId, orderId, from, to, after, limit } = filter
  const rows = await tx.query<FillRow>(
    newestFirst({
      name: 'read-fills',
      table: 'fill',
      columns: FILL_COLUMNS,
      sortedBy: 'venue_at',
      whose: filter,
      filters: {
        instrument: instrumentId === undefined ? null : ['instrument_id = $', instrumentId],
        order: orderId === undefined ? null : ['order_id = $', orderId],
        from: from === undefined ? null : ['venue_at >= to_timestamp($::float8 / 1000)', from],
        to: to === undefined ? null : ['venue_at < to_timestamp($::float8 / 1000)', to],
      },
      after,
      limit,
    }),
  )
  return rows.map(fillOf)
}

/** What `fillOf` reads, in the words of an unaliased fill. */
export const FILL_COLUMNS = `id, client_id, account_id, book_id, instrument_id, order_id, venue_order_id, venue_trade_id,
  side, price::text, quantity::text, quote_quantity::text, fee_asset, fee_amount::text, liquidity, venue_at,
  recorded_at, source`

export type FillRow = {
  readonly id: string
  readonly client_id: string
  readonly account_id: string
  readonly book_id: string
  readonly instrument_id: string
  readonly order_id: string | null
  readonly venue_order_id: string
  readonly venue_trade_id: string
  readonly side: FillView['side']
  readonly price: string
  readonly quantity: string
  readonly quote_quantity: string
  readonly fee_asset: string
  readonly fee_amount: string
  readonly liquidity: FillView['liquidity']
  readonly venue_at: Date
  readonly recorded_at: Date
  readonly source: FillView['source']
}

export function fillOf(row: FillRow): FillView {
  return {
    id: row.id,
    clientId: row.client_id,
    accountId: row.account_id,
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    orderId: row.order_id,
    venueOrderId: row.venue_order_id,
    venueTradeId: row.venue_trade_id,
    side: row.side,
    price: column.price(row.price),
    quantity: column.quantity(row.quantity),
    quoteQuantity: column.amount(row.quote_quantity),
    feeAsset: column.assetId(row.fee_asset),
    feeAmount: column.amount(row.fee_amount),
    liquidity: row.liquidity,
    venueAt: column.time(row.venue_at),
    recordedAt: column.time(row.recorded_at),
    source: row.source,
  }
}
