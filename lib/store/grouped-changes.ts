import { assert } from '#core/assert.ts'
import type { ScopedDatabase } from './database.ts'
import type { Tx } from './transaction.ts'

/** So many changes commit together at most: it bounds how long the first of them waits for the last. */
export const CHANGES_PER_GROUP_MAX = 20

type Waiting = {
  readonly work: (tx: Tx) => Promise<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Commits together what waits for the same account: under load most of a change's time is beginning, locking and
 * committing. Changes run one after the other, as if alone; each is told its result when all are committed. When
 * one of a group fails, every one of them is run again by itself.
 */
export class GroupedChanges {
  readonly #db: ScopedDatabase
  readonly #waiting = new Map<string, Waiting[]>()

  constructor(db: ScopedDatabase) {
    this.#db = db
  }

  /** `work` may run more than once, so it must not reach outside the database. */
  run<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The result is handed back to the caller whose work gave it.
      const waiting: Waiting = { work, resolve: (result) => resolve(result as T), reject }
      const queue = this.#waiting.get(accountId)
      if (queue !== undefined) queue.push(waiting)
      else void this.#drain(accountId, [waiting])
    })
  }

  /** Never throws: every failure is told to whom it belongs. */
  async #drain(accountId: string, queue: Waiting[]): Promise<void> {
    this.#waiting.set(accountId, queue)
    while (queue.length > 0) {
      const group = queue.splice(0, CHANGES_PER_GROUP_MAX)
      const isDone = await this.#runTogether(accountId, group)
      if (!isDone) for (const waiting of group) await this.#runAlone(accountId, waiting)
    }
    this.#waiting.delete(accountId)
  }

  async #runTogether(accountId: string, group: readonly Waiting[]): Promise<boolean> {
    const [first] = group
    assert(first !== undefined, 'a group has a change')
    if (group.length === 1) {
      await this.#runAlone(accountId, first)
      return true
    }
    try {
      const results = await this.#db.change(accountId, async (tx) => {
        const told: unknown[] = []
        for (const { work } of group) told.push(await work(tx))
        return told
      })
      for (const [index, { resolve }] of group.entries()) resolve(results[index])
      return true
    } catch {
      // Whose failure it was shows when each runs alone.
      return false
    }
  }

  async #runAlone(accountId: string, { work, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await this.#db.change(accountId, work))
    } catch (error) {
      reject(error)
    }
  }
}
