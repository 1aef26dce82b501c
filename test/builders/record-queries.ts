import type { ScopedDatabase } from '#store/database.ts'
import type { Tx } from '#store/transaction.ts'

/** A database that writes down the name of every statement that is run through its reads. */
export function recordQueries(db: ScopedDatabase): {
  readonly db: ScopedDatabase
  readonly names: string[]
} {
  const names: string[] = []
  const recording = (tx: Tx): Tx => ({
    send: (statement) => tx.send(statement),
    copyIn: (text, chunks) => tx.copyIn(text, chunks),
    query(statement) {
      names.push(statement.name ?? statement.text)
      return tx.query(statement)
    },
  })
  return { names, db: { ...db, read: (work) => db.read((tx) => work(recording(tx))) } }
}
