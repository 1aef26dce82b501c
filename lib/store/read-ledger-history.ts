import type { FillView } from '#api/codecs/fill.ts'
import type { VenueWord } from '#api/codecs/receipt.ts'
import type { After } from '#api/page-of.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, zeroAmount } from '#core/money/money.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** The ledger accounts that make up a figure: both are what is owned. */
export type OwnedKinds = readonly ('available' | 'held')[]

export type LedgerHistoryWish = {
  readonly accountId: string
  readonly asset: AssetId
  readonly kinds: OwnedKinds
  /** As was booked then; null for everything. */
  readonly at: UnixMs | null
  /** Transactions before this one only. */
  readonly before: After | null
  readonly limit: number
}

export type LedgerChange = {
  readonly transactionId: string
  readonly kind: 'fill' | 'transfer' | 'adjustment' | 'hold' | 'release'
  readonly note: string | null
  readonly effectiveAt: UnixMs
  readonly recordedAt: UnixMs
  readonly change: Amount
  readonly fill: Pick<FillView, 'id' | 'instrumentId' | 'side' | 'quantity' | 'price'> | null
  readonly venue: VenueWord | null
  /** The how manieth change it is, counted from 1; null where there are more than are counted. */
  readonly rank: number | null
}

/** How many postings of an asset are walked one by one; of more, the newest transactions are walked. */
export const POSTINGS_COUNTED_MAX = 10_000

/** What moved an account's balance of an asset, newest first by when it was booked. Two queries. */
export async function readLedgerHistory(tx: Tx, wish: LedgerHistoryWish): Promise<LedgerChange[]> {
  const { accountId, asset, kinds, at, before, limit } = wish
  const [counted] = await tx.query<{ postings: number }>({
    name: 'count-postings',
    text: `SELECT count(*)::int AS postings
      FROM (SELECT FROM posting WHERE account_id = $1 AND asset = $2 LIMIT $3) p`,
    values: [accountId, asset, POSTINGS_COUNTED_MAX + 1],
  })
  const isShort = (counted?.postings ?? 0) <= POSTINGS_COUNTED_MAX
  const rows = await tx.query<ChangeRow>({
    name: isShort ? 'read-short-ledger-history' : 'read-ledger-history',
    text: `${withEvidence(isShort ? BY_POSTING : BY_TIME)} ORDER BY t.created_at DESC, t.id DESC`,
    values: [
      accountId,
      asset,
      kinds,
      at === null ? 'infinity' : toIso(at),
      before === null ? 'infinity' : toIso(before.at),
      before?.id ?? LAST_ID,
      limit,
    ],
  })
  return rows.map(changeOf)
}

/** Ledger transactions of account $1 that moved asset $2, each with the fill or transfer that it booked. */
function withEvidence(transactions: string): string {
  return `SELECT t.*, f.id AS fill_id, f.instrument_id, f.side, f.quantity::text, f.price::text,
      coalesce(f.venue_message, r.venue_message) AS venue_message, f.request_id, f.venue_order_id,
      coalesce(f.venue_trade_id, r.venue_transfer_id) AS venue_trade_id
    FROM (${transactions}) t
    LEFT JOIN fill f ON t.kind = 'fill' AND f.account_id = $1
      AND f.instrument_id = split_part(t.reference, '/', 1)
      AND f.venue_trade_id = split_part(t.reference, '/', 2)
      AND f.venue_order_id = split_part(t.reference, '/', 3)
    LEFT JOIN LATERAL (SELECT venue_message, venue_transfer_id FROM transfer
      WHERE t.kind = 'transfer' AND account_id = $1 AND asset = $2
        AND t.reference = kind || ':' || venue_transfer_id || ':' || asset LIMIT 1) r ON true`
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const COLUMNS = `t.id, t.kind, t.note, t.reference, t.effective_at, t.created_at, p.change::text`
const PAGE = `(t.created_at, t.id) < ($5::timestamptz, $6::uuid)
  ORDER BY t.created_at DESC, t.id DESC LIMIT $7`

/** Walks the account's transactions backwards: right where most of them move the asset. */
const BY_TIME = `SELECT ${COLUMNS}, NULL::int AS rank FROM ledger_transaction t CROSS JOIN LATERAL (
    SELECT sum(amount) AS change FROM posting
    WHERE transaction_id = t.id AND asset = $2 AND kind = ANY ($3::text[])) p
  WHERE t.account_id = $1 AND p.change <> 0 AND t.created_at <= $4 AND ${PAGE}`
/** Gathers all that moved the asset, and counts it: right where few did. */
const BY_POSTING = `SELECT * FROM (
    SELECT ${COLUMNS}, (row_number() OVER (ORDER BY t.created_at, t.id))::int AS rank FROM (
      SELECT transaction_id, sum(amount) AS change FROM posting
      WHERE account_id = $1 AND asset = $2 AND kind = ANY ($3::text[])
      GROUP BY transaction_id HAVING sum(amount) <> 0) p
    JOIN ledger_transaction t ON t.id = p.transaction_id WHERE t.created_at <= $4) t WHERE ${PAGE}`

/** What one transaction did to what is owned of an asset; null when it is not of the account. */
export async function readLedgerChange(
  tx: Tx,
  wish: { readonly accountId: string; readonly asset: AssetId; readonly transactionId: string },
): Promise<LedgerChange | null> {
  const [row] = await tx.query<ChangeRow>({
    name: 'read-ledger-change',
    text: withEvidence(`SELECT ${COLUMNS}, NULL::int AS rank FROM ledger_transaction t CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS change FROM posting
        WHERE transaction_id = t.id AND asset = $2 AND kind IN ('available', 'held')) p
      WHERE t.account_id = $1 AND t.id = $3`),
    values: [wish.accountId, wish.asset, wish.transactionId],
  })
  return row === undefined ? null : changeOf(row)
}

/** What the transactions of one millisecond did, from one of them on: those that come before it are told. */
export async function readChangeFrom(
  tx: Tx,
  wish: Omit<LedgerHistoryWish, 'limit' | 'before' | 'at'> & { readonly from: After },
): Promise<Amount> {
  const [row] = await tx.query<{ change: string | null }>({
    name: 'read-change-from',
    text: `SELECT sum(p.amount)::text AS change FROM ledger_transaction t JOIN posting p ON p.transaction_id = t.id
      WHERE t.account_id = $1 AND p.asset = $2 AND p.kind = ANY ($3::text[])
        AND t.created_at = $4 AND t.id >= $5`,
    values: [wish.accountId, wish.asset, wish.kinds, toIso(wish.from.at), wish.from.id],
  })
  return row?.change == null ? zeroAmount : column.amount(row.change)
}

type ChangeRow = {
  readonly id: string
  readonly kind: LedgerChange['kind']
  readonly note: string | null
  readonly effective_at: Date
  readonly created_at: Date
  readonly change: string
  readonly venue_message: Record<string, unknown> | null
  readonly venue_trade_id: string | null
  readonly venue_order_id: string | null
  readonly request_id: string | null
  readonly rank: number | null
} & (FillColumns | { readonly fill_id: null })

type FillColumns = {
  readonly fill_id: string
  readonly instrument_id: string
  readonly side: FillView['side']
  readonly quantity: string
  readonly price: string
}

function changeOf(row: ChangeRow): LedgerChange {
  return {
    transactionId: row.id,
    kind: row.kind,
    note: row.note,
    effectiveAt: column.time(row.effective_at),
    recordedAt: column.time(row.created_at),
    change: column.amount(row.change),
    fill: row.fill_id === null ? null : fillOf(row),
    venue: row.venue_message === null ? null : venueOf(row),
    rank: row.rank,
  }
}

function fillOf(row: FillColumns): LedgerChange['fill'] {
  return {
    id: row.fill_id,
    instrumentId: column.instrumentId(row.instrument_id),
    side: row.side,
    quantity: column.quantity(row.quantity),
    price: column.price(row.price),
  }
}

function venueOf(row: ChangeRow): VenueWord {
  return {
    orderId: row.venue_order_id,
    tradeId: row.venue_trade_id,
    requestId: row.request_id,
    message: row.venue_message,
  }
}
