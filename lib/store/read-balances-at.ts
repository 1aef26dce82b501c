import { toIso, type UnixMs } from '#core/time/time.ts'
import type { Whose } from './is-visible.ts'
import { type BalanceRow, type OwnedHolding, ownedHoldingOf } from './read-balances.ts'
import type { Tx } from './transaction.ts'

/**
 * What every book owned of every asset it had had by `at`, as was booked then, in the order of readBalances:
 * the newest snapshot of the ledger before it, and the postings since. Those of accounts archived by then only
 * when the account is named. Two statements.
 */
export async function readBalancesAt(
  tx: Tx,
  whose: Whose & { readonly at: UnixMs },
): Promise<OwnedHolding[]> {
  await tx.query({ name: 'walk-indexes', text: WALK_INDEXES })
  const rows = await tx.query<BalanceRow>({
    name: 'read-balances-at',
    text: `WITH taken AS MATERIALIZED (
        SELECT a.id, a.client_id, a.venue_id, a.name, c.name AS client_name,
          (SELECT max(taken_at) FROM ledger_snapshot WHERE account_id = a.id AND taken_at <= $3) AS at
        FROM account a JOIN client c ON c.id = a.client_id
        WHERE ($1::uuid IS NULL OR a.client_id = $1) AND ($2::uuid IS NULL OR a.id = $2)
          AND (a.archived_at IS NULL OR a.archived_at > $3 OR $2::uuid IS NOT NULL)),
      part AS (
        SELECT s.account_id, s.book_id, s.asset, s.kind, s.amount
          FROM taken k JOIN ledger_snapshot s ON s.account_id = k.id AND s.taken_at = k.at
        UNION ALL
        SELECT k.id, p.book_id, p.asset, p.kind, p.amount
          FROM taken k CROSS JOIN LATERAL (
            SELECT id FROM ledger_transaction WHERE account_id = k.id
              AND created_at > coalesce(k.at, '-infinity') AND created_at <= $3 OFFSET 0) t
          CROSS JOIN LATERAL (SELECT book_id, asset, kind, amount FROM posting
            WHERE transaction_id = t.id AND kind IN ('available', 'held') OFFSET 0) p)
      SELECT k.id AS account_id, k.client_id, k.venue_id, part.book_id, b.kind AS book_kind, part.asset,
        coalesce(sum(part.amount) FILTER (WHERE part.kind = 'available'), 0)::text AS available,
        coalesce(sum(part.amount) FILTER (WHERE part.kind = 'held'), 0)::text AS held
      FROM part JOIN taken k ON k.id = part.account_id JOIN book b ON b.id = part.book_id
      GROUP BY k.id, k.client_id, k.venue_id, k.client_name, k.name, part.book_id, b.kind, b.created_at, part.asset
      ORDER BY k.client_name, k.name, k.id, part.asset, b.created_at, part.book_id`,
    values: [whose.clientId ?? null, whose.accountId ?? null, toIso(whose.at)],
  })
  return rows.map(ownedHoldingOf)
}

/**
 * The planner cannot know how little follows a snapshot, takes it for a third of the ledger and reads all of it
 * (`OFFSET 0` above keeps it from doing so by a join). For the rest of the transaction it walks indexes.
 */
const WALK_INDEXES = 'SET LOCAL enable_seqscan = off'
