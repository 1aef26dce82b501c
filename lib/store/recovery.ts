import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** Since when an account that came out of a backup waits for its books to be proven; null for any other. */
export async function readRecoveringSince(tx: Tx, accountId: string): Promise<UnixMs | null> {
  const [row] = await tx.query<{ recovering_since: Date | null }>({
    name: 'read-recovering-since',
    text: 'SELECT recovering_since FROM account WHERE id = $1',
    values: [accountId],
  })
  const since = row?.recovering_since ?? null
  return since === null ? null : unixMsOf(since.getTime())
}

/** The account's books are proven: it may send again. */
export async function endRecovery(tx: Tx, accountId: string): Promise<void> {
  await tx.query({
    name: 'end-recovery',
    text: 'UPDATE account SET recovering_since = NULL WHERE id = $1 AND recovering_since IS NOT NULL',
    values: [accountId],
  })
}
