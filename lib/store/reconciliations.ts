import type { ReconciliationView } from '#api/codecs/proof.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Writes what a reconciliation found. It is never changed afterwards. */
export async function insertReconciliation(
  tx: Tx,
  { account, run }: { readonly account: AccountRef; readonly run: ReconciliationView },
): Promise<void> {
  await tx.query({
    name: 'insert-reconciliation',
    text: `INSERT INTO reconciliation (id, organization_id, client_id, account_id, started_at, finished_at, outcome,
        detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      run.id,
      account.organizationId,
      account.clientId,
      account.accountId,
      toIso(run.startedAt),
      toIso(run.finishedAt),
      run.outcome,
      run.detail,
    ],
  })
}

/** When the newest reconciliation that could read the venue began; null before the first. */
export async function readLastReconciliationStart(
  tx: Tx,
  accountId: string,
): Promise<UnixMs | null> {
  const [row] = await tx.query<{ started_at: Date }>({
    name: 'read-last-reconciliation-start',
    text: `SELECT started_at FROM reconciliation WHERE account_id = $1 AND outcome <> 'FAILED'
      ORDER BY finished_at DESC LIMIT 1`,
    values: [accountId],
  })
  return column.timeOrNull(row?.started_at ?? null)
}
