import type { ScopedDatabase } from './database.ts'
import { GROUP_WEIGHT_MAX } from './joint-jobs.ts'
import type { Tx } from './transaction.ts'

/** So many changes commit together at most: it bounds how long the first of them waits for the last. */
export const CHANGES_PER_GROUP_MAX = 20

/**
 * Changes one account as `db.change` does, together with whatever else waits for it. Changes run one after the
 * other, as if alone; each is told its result when all are committed. When one of a group fails, every one of them
 * is run again by itself. `work` may run more than once, so it must not reach outside the database.
 */
export function groupedChange<T>(
  db: ScopedDatabase,
  accountId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const weight = GROUP_WEIGHT_MAX / CHANGES_PER_GROUP_MAX
  return db.changeTogether<typeof work, T>(
    accountId,
    { name: 'change', job: work, weight },
    async (tx, works) => {
      const verdicts = []
      for (const each of works) verdicts.push({ kind: 'done', result: await each(tx) } as const)
      return verdicts
    },
  )
}
