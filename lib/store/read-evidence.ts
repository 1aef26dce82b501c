import type { VenueWord } from '#api/codecs/receipt.ts'
import type { LedgerKind } from '#core/ledger/posting.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { Amount } from '#core/money/money.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type OwnedPosting = {
  readonly transactionId: string
  readonly bookId: string
  readonly asset: AssetId
  readonly kind: LedgerKind
  readonly amount: Amount
}

/** What fills are known by: the venue's own message, and what was posted for them. */
export type FillEvidence = {
  readonly venue: VenueWord
  readonly postings: readonly OwnedPosting[]
}

/** The evidence of these fills of one account, by fill id. Two queries. */
export async function readFillEvidence(
  tx: Tx,
  { accountId, fillIds }: { readonly accountId: string; readonly fillIds: readonly string[] },
): Promise<ReadonlyMap<string, FillEvidence>> {
  const rows = await tx.query<EvidenceRow>({
    name: 'read-fill-evidence',
    text: `SELECT f.id, f.venue_order_id, f.venue_trade_id, f.request_id, f.venue_message, t.id AS transaction_id
      FROM unnest($2::uuid[]) AS wanted (id) JOIN fill f ON f.id = wanted.id
      LEFT JOIN ledger_transaction t ON t.account_id = f.account_id AND t.kind = 'fill'
        AND t.reference = f.instrument_id || '/' || f.venue_trade_id || '/' || f.venue_order_id
      WHERE f.account_id = $1`,
    values: [accountId, fillIds],
  })
  const postings = await readPostings(
    tx,
    rows.flatMap((row) => (row.transaction_id === null ? [] : [row.transaction_id])),
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        venue: {
          orderId: row.venue_order_id,
          tradeId: row.venue_trade_id,
          requestId: row.request_id,
          message: row.venue_message,
        },
        postings: postings.get(row.transaction_id ?? '') ?? [],
      },
    ]),
  )
}

type EvidenceRow = {
  readonly id: string
  readonly venue_order_id: string
  readonly venue_trade_id: string
  readonly request_id: string | null
  readonly venue_message: Record<string, unknown> | null
  readonly transaction_id: string | null
}

/** The postings of these ledger transactions, by transaction, in the order in which they were written. */
export async function readPostings(
  tx: Tx,
  transactionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OwnedPosting[]>> {
  const rows = await tx.query<PostingRow>({
    name: 'read-postings',
    text: `SELECT transaction_id, book_id, asset, kind, amount::text FROM posting
      WHERE transaction_id = ANY ($1::uuid[]) ORDER BY transaction_id, line`,
    values: [transactionIds],
  })
  return Map.groupBy(rows.map(postingOf), ({ transactionId }) => transactionId)
}

type PostingRow = {
  readonly transaction_id: string
  readonly book_id: string
  readonly asset: string
  readonly kind: LedgerKind
  readonly amount: string
}

function postingOf(row: PostingRow): OwnedPosting {
  return {
    transactionId: row.transaction_id,
    bookId: row.book_id,
    asset: column.assetId(row.asset),
    kind: row.kind,
    amount: column.amount(row.amount),
  }
}
