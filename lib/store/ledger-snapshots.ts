import { MINUTE_MS, toIso, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** So many transactions are summed at most, and those of one reconciliation's distance. */
export const TRANSACTIONS_PER_SNAPSHOT = 500
/** A snapshot is of a moment that is over: what is recorded by any clock of the house has been booked since. */
export const SNAPSHOT_SETTLES_AFTER_MS = MINUTE_MS

/**
 * Keeps what the account's books owned a minute ago, when enough was booked since it was last kept. One
 * statement sees balances and postings of one moment, so it needs no turn on the account; asking again changes
 * nothing.
 */
export async function keepLedgerSnapshot(
  tx: Tx,
  {
    accountId,
    now,
    every = TRANSACTIONS_PER_SNAPSHOT,
  }: { readonly accountId: string; readonly now: UnixMs; readonly every?: number },
): Promise<void> {
  const takenAt = toIso(unixMsOf(Math.max(0, now - SNAPSHOT_SETTLES_AFTER_MS)))
  await tx.query({
    name: 'keep-ledger-snapshot',
    text: `WITH due AS MATERIALIZED (
        SELECT FROM ledger_transaction WHERE account_id = $1 AND created_at <= $2 AND created_at > coalesce(
            (SELECT max(taken_at) FROM ledger_snapshot WHERE account_id = $1), '-infinity')
          ORDER BY created_at OFFSET $3 LIMIT 1),
      later AS MATERIALIZED (
        SELECT p.book_id, p.asset, p.kind, sum(p.amount) AS amount
          FROM (SELECT id FROM ledger_transaction WHERE account_id = $1 AND created_at > $2
            AND EXISTS (SELECT FROM due) OFFSET 0) t
          CROSS JOIN LATERAL (SELECT book_id, asset, kind, amount FROM posting
            WHERE transaction_id = t.id OFFSET 0) p
          GROUP BY p.book_id, p.asset, p.kind)
      INSERT INTO ledger_snapshot (account_id, taken_at, book_id, asset, kind, organization_id, client_id, amount)
        SELECT account_id, $2, book_id, asset, kind, organization_id, client_id, b.amount - coalesce(later.amount, 0)
          FROM ledger_balance b LEFT JOIN later USING (book_id, asset, kind)
          WHERE account_id = $1 AND kind IN ('available', 'held') AND EXISTS (SELECT FROM due)
            AND (b.amount <> coalesce(later.amount, 0) OR EXISTS (
              SELECT FROM posting p JOIN ledger_transaction t ON t.id = p.transaction_id
              WHERE p.account_id = $1 AND p.asset = b.asset AND p.book_id = b.book_id AND p.kind = b.kind
                AND t.created_at <= $2))
      ON CONFLICT DO NOTHING`,
    values: [accountId, takenAt, every - 1],
  })
}
