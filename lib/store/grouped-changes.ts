import { assert } from '#core/assert.ts'
import type { ScopedDatabase } from './database.ts'
import { GROUP_WEIGHT_MAX } from './joint-jobs.ts'
import type { Tx } from './transaction.ts'

/** So many changes that each take statements of their own commit together at most. */
const CHANGES_PER_GROUP_MAX = 20

/** A change of an account, in transactions of this sort. */
export type GroupedChange<Transaction, Job, Result> = {
  /** What is of one kind is done in one go. */
  readonly kind: unknown
  readonly job: Job
  /** The same for all of one kind: gives each job its result. */
  readonly work: (tx: Transaction, jobs: readonly Job[]) => Promise<readonly Result[]>
}

/** How much of a group a change takes that is alone of its kind: it bounds how long the first waits for the last. */
export const LONE_CHANGE_WEIGHT = GROUP_WEIGHT_MAX / CHANGES_PER_GROUP_MAX

/** A change that has nothing to share with others but the transaction. */
export function loneChange<Transaction, T>(
  work: (tx: Transaction) => Promise<T>,
): GroupedChange<Transaction, null, T> {
  return { kind: Symbol('alone'), job: null, work: async (tx) => [await work(tx)] }
}

/** Does a group one after the other, as if alone; those of one kind in the place of the first of them. */
export async function doGroup<Transaction, Job, Result>(
  tx: Transaction,
  changes: readonly GroupedChange<Transaction, Job, Result>[],
): Promise<readonly Result[]> {
  const results: Result[] = []
  const places = changes.map((change, place) => ({ ...change, place }))
  for (const alike of Map.groupBy(places, ({ kind }) => kind).values()) {
    const jobs = alike.map(({ job }) => job)
    const done = (await alike[0]?.work(tx, jobs)) ?? []
    assert(done.length === jobs.length, 'every job has its result')
    for (const [index, result] of done.entries()) results[alike[index]?.place ?? 0] = result
  }
  return results
}

/**
 * Changes one account as `db.change` does, together with whatever else waits for it; each is told its result when
 * all are committed. When one of a group fails, every one of them is run again by itself. `work` may run more than
 * once, so it must not reach outside the database.
 */
export function changeInGroup<Job, Result>(
  db: ScopedDatabase,
  accountId: string,
  { weight, ...change }: GroupedChange<Tx, Job, Result> & { readonly weight?: number },
): Promise<Result> {
  return db.changeTogether<GroupedChange<Tx, Job, Result>, Result>(
    accountId,
    { name: 'change', job: change, ...(weight === undefined ? {} : { weight }) },
    async (tx, changes) => {
      const results = await doGroup(tx, changes)
      return results.map((result) => ({ kind: 'done', result }))
    },
  )
}
