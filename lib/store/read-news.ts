import type { FillKey, NewsFacts, NewsWish } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import { ACCOUNT_OWNER, type AccountOwnerRow, ownerOf } from './order-facts.ts'
import { ORDER_RECORD_COLUMNS, type OrderRecordRow, orderRecordOf } from './orders.ts'
import { POSITION_COLUMNS, type PositionRecordRow, positionOfJson } from './positions.ts'
import { INSTRUMENT_COLUMNS, type InstrumentRow, instrumentOf } from './read-instruments.ts'
import type { Tx } from './transaction.ts'

/**
 * Everything that decides what a venue's news of orders and fills change, with the account's row locked: two
 * statements in one trip, however many news there are. Null when the scope shows no such account.
 */
export async function readNews(
  tx: Tx,
  accountId: string,
  wish: NewsWish,
): Promise<NewsFacts | null> {
  const [rows, fillFacts] = await Promise.all([
    readOwnerAndOrders(tx, accountId, wish),
    wish.fills.length === 0 ? NO_FILLS : readFillFacts(tx, accountId, wish.fills),
  ])
  const [owner] = rows
  if (owner === undefined) return null
  return {
    ...ownerOf(accountId, owner),
    orders: rows.filter(hasOrder).map(orderRecordOf),
    ...fillFacts,
  }
}

const NO_FILLS = { instruments: new Map(), positions: [], knownFills: [] }

/** Without an order the account comes alone. A client order id names one order of ours, whatever it trades. */
function readOwnerAndOrders(
  tx: Tx,
  accountId: string,
  { orders, fills }: NewsWish,
): Promise<(AccountOwnerRow & Partial<OrderRecordRow>)[]> {
  return tx.query({
    name: 'read-news-orders',
    text: `SELECT ${ACCOUNT_OWNER}, o.* FROM account a
      LEFT JOIN LATERAL (SELECT ${ORDER_RECORD_COLUMNS} FROM "order" WHERE account_id = $1
        AND (instrument_id = ANY ($2::text[]) AND venue_order_id = ANY ($3::text[])
          OR client_order_id = ANY ($4::text[]))) o ON true
      WHERE a.id = $1 FOR UPDATE OF a`,
    values: [
      accountId,
      distinct([...orders, ...fills].map(({ instrumentId }) => instrumentId)),
      distinct([...orders, ...fills].flatMap(({ venueOrderId }) => venueOrderId ?? [])),
      distinct(orders.flatMap(({ clientOrderId }) => clientOrderId ?? [])),
    ],
  })
}

async function readFillFacts(
  tx: Tx,
  accountId: string,
  fills: NewsWish['fills'],
): Promise<Pick<NewsFacts, 'instruments' | 'positions' | 'knownFills'>> {
  const rows = await tx.query<FillFactsRow>({
    name: 'read-news-fills',
    text: `SELECT
        (SELECT coalesce(jsonb_agg(i), '[]') FROM (SELECT ${INSTRUMENT_COLUMNS} FROM instrument
          WHERE id = ANY ($2::text[])) i) AS instruments,
        (SELECT coalesce(jsonb_agg(p), '[]') FROM (SELECT ${POSITION_COLUMNS} FROM position
          WHERE account_id = $1 AND instrument_id = ANY ($2::text[])) p) AS positions,
        (SELECT coalesce(jsonb_agg(f), '[]') FROM (SELECT instrument_id, venue_trade_id, venue_order_id FROM fill
          WHERE account_id = $1 AND instrument_id = ANY ($2::text[]) AND venue_trade_id = ANY ($3::text[])) f)
          AS known`,
    values: [
      accountId,
      distinct(fills.map(({ instrumentId }) => instrumentId)),
      distinct(fills.map(({ venueTradeId }) => venueTradeId)),
    ],
  })
  return {
    instruments: new Map(
      rows.flatMap(({ instruments }) =>
        instruments.map((row) => [column.instrumentId(row.id), instrumentOf(row)] as const),
      ),
    ),
    positions: rows.flatMap(({ positions }) => positions.map(positionOfJson)),
    knownFills: rows.flatMap(({ known }) => known.map((row) => keyOf(accountId, row))),
  }
}

type FillFactsRow = {
  readonly instruments: readonly InstrumentRow[]
  readonly positions: readonly PositionRecordRow[]
  readonly known: readonly KnownRow[]
}
type KnownRow = {
  readonly instrument_id: string
  readonly venue_trade_id: string
  readonly venue_order_id: string
}

function keyOf(accountId: string, row: KnownRow): FillKey {
  return {
    accountId,
    instrumentId: column.instrumentId(row.instrument_id),
    venueTradeId: row.venue_trade_id,
    venueOrderId: row.venue_order_id,
  }
}

/** An outer join's missing side is all null. */
function hasOrder(row: Partial<OrderRecordRow>): row is AccountOwnerRow & OrderRecordRow {
  return typeof row.id === 'string'
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
