import type { ReconciliationView } from '#api/codecs/proof.ts'
import type { After } from '#api/page-of.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import { newestFirst } from './newest-first.ts'
import type { Tx } from './transaction.ts'

export type ReconciliationFilter = {
  readonly accountId: string
  readonly from?: UnixMs | undefined
  readonly after: After | null
  readonly limit: number
}

/** The proofs of an account, newest first, one more than `limit` if there are more. */
export async function readReconciliations(
  tx: Tx,
  { accountId, from, after, limit }: ReconciliationFilter,
): Promise<ReconciliationView[]> {
  const rows = await tx.query<ReconciliationRow>(
    newestFirst({
      name: 'read-reconciliations',
      table: 'reconciliation',
      columns: 'id, account_id, started_at, finished_at, outcome, detail',
      sortedBy: 'finished_at',
      whose: { accountId },
      filters: {
        from: from === undefined ? null : ['finished_at >= to_timestamp($::float8 / 1000)', from],
      },
      after,
      limit,
    }),
  )
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    startedAt: column.time(row.started_at),
    finishedAt: column.time(row.finished_at),
    outcome: row.outcome,
    detail: row.detail,
  }))
}

type ReconciliationRow = {
  readonly id: string
  readonly account_id: string
  readonly started_at: Date
  readonly finished_at: Date
  readonly outcome: ReconciliationView['outcome']
  readonly detail: Record<string, unknown>
}
