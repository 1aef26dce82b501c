import type { Statement } from '#api/codecs/report.ts'
import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { Amount, Price, Quantity } from '#core/money/money.ts'
import type { OrderSide } from '#core/orders/order.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** What one ledger transaction did to what a book owns of one asset. */
export type LedgerLine = {
  readonly transactionId: string
  readonly at: UnixMs
  readonly kind: Statement['lines'][number]['kind']
  readonly note: string | null
  readonly accountId: string
  readonly accountName: string
  readonly bookId: string
  readonly asset: AssetId
  readonly amount: Amount
  /** The part of the amount that was a fee; positive when paid. */
  readonly fee: Amount
  readonly fill: LedgerFill | null
}

export type LedgerFill = {
  readonly instrumentId: InstrumentId
  readonly orderId: string | null
  readonly side: OrderSide
  readonly quantity: Quantity
  readonly price: Price
}

type Period = { readonly clientId: string; readonly fromAt: UnixMs; readonly toAt: UnixMs }

/**
 * Every change of what a client owns in [fromAt, toAt) by when it took effect, oldest first, `limit` at most.
 * Holds and releases move money within a book and change nothing that is owned. A fill's transaction refers to
 * its key: `instrument/trade/order`.
 */
export async function readLedgerLines(
  tx: Tx,
  { clientId, fromAt, toAt, limit }: Period & { readonly limit: number },
): Promise<LedgerLine[]> {
  const rows = await tx.query<LineRow>({
    name: 'read-ledger-lines',
    text: `SELECT l.*, f.instrument_id, f.order_id, f.side, f.quantity::text, f.price::text FROM (
        SELECT t.id, t.effective_at, t.kind, t.note, t.reference, t.account_id, a.name AS account_name, p.book_id, p.asset,
          coalesce(sum(p.amount) FILTER (WHERE p.kind IN (${OWNED})), 0)::text AS amount,
          coalesce(sum(p.amount) FILTER (WHERE p.kind = 'fee'), 0)::text AS fee
        FROM account a JOIN ledger_transaction t ON t.account_id = a.id JOIN posting p ON p.transaction_id = t.id
        WHERE a.client_id = $1 AND t.kind IN ('fill', 'transfer', 'adjustment')
          AND t.effective_at >= to_timestamp($2::float8 / 1000) AND t.effective_at < to_timestamp($3::float8 / 1000)
        GROUP BY t.id, a.name, p.book_id, p.asset
        HAVING sum(p.amount) FILTER (WHERE p.kind IN (${OWNED})) <> 0
        ORDER BY t.effective_at, t.id, p.book_id, p.asset LIMIT $4) l
      LEFT JOIN fill f ON l.kind = 'fill' AND f.account_id = l.account_id
        AND f.instrument_id = split_part(l.reference, '/', 1)
        AND f.venue_trade_id = split_part(l.reference, '/', 2)
        AND f.venue_order_id = split_part(l.reference, '/', 3)
      ORDER BY l.effective_at, l.id, l.book_id, l.asset`,
    values: [clientId, fromAt, toAt, limit],
  })
  return rows.map(lineOf)
}

/** How much of each asset a client came to own, net, by transactions that took effect at `fromAt` or later. */
export async function readChangeSince(
  tx: Tx,
  { clientId, fromAt }: Omit<Period, 'toAt'>,
): Promise<Map<AssetId, Amount>> {
  const rows = await tx.query<{ asset: string; amount: string }>({
    name: 'read-change-since',
    text: `SELECT p.asset, sum(p.amount)::text AS amount
      FROM account a JOIN ledger_transaction t ON t.account_id = a.id JOIN posting p ON p.transaction_id = t.id
      WHERE a.client_id = $1 AND t.effective_at >= to_timestamp($2::float8 / 1000) AND p.kind IN (${OWNED})
      GROUP BY p.asset`,
    values: [clientId, fromAt],
  })
  return new Map(rows.map((row) => [column.assetId(row.asset), column.amount(row.amount)]))
}

/** The names on a statement; null when the scope does not show the client. */
export async function readStatementNames(
  tx: Tx,
  clientId: string,
): Promise<{ readonly clientName: string; readonly organizationName: string } | null> {
  const [row] = await tx.query<{ client_name: string; organization_name: string }>({
    name: 'read-statement-names',
    text: `SELECT c.name AS client_name, o.name AS organization_name
      FROM client c JOIN organization o ON o.id = c.organization_id WHERE c.id = $1`,
    values: [clientId],
  })
  return row === undefined
    ? null
    : { clientName: row.client_name, organizationName: row.organization_name }
}

/** The kinds of posting that are what a book owns. */
const OWNED = `'available', 'held'`

type LineRow = {
  readonly id: string
  readonly effective_at: Date
  readonly kind: LedgerLine['kind']
  readonly note: string | null
  readonly account_id: string
  readonly account_name: string
  readonly book_id: string
  readonly asset: string
  readonly amount: string
  readonly fee: string
} & (FillRow | { readonly instrument_id: null })

type FillRow = {
  readonly instrument_id: string
  readonly order_id: string | null
  readonly side: OrderSide
  readonly quantity: string
  readonly price: string
}

function lineOf(row: LineRow): LedgerLine {
  return {
    transactionId: row.id,
    at: column.time(row.effective_at),
    kind: row.kind,
    note: row.note,
    accountId: row.account_id,
    accountName: row.account_name,
    bookId: row.book_id,
    asset: column.assetId(row.asset),
    amount: column.amount(row.amount),
    fee: column.amount(row.fee),
    fill: row.instrument_id === null ? null : fillOf(row),
  }
}

function fillOf(row: FillRow): LedgerFill {
  return {
    instrumentId: column.instrumentId(row.instrument_id),
    orderId: row.order_id,
    side: row.side,
    quantity: column.quantity(row.quantity),
    price: column.price(row.price),
  }
}
