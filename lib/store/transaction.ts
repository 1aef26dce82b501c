import type pg from 'pg'

/** One open database transaction of one organization. Handed to store functions; never kept. */
export type Tx = {
  /** Prepared once per connection under `name`; values travel apart from the text. */
  query<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]>
  /**
   * The same for a statement whose rows nobody needs: it is not waited for, so what follows travels right behind it.
   * Its failure is that of whatever follows, at the latest of the commit.
   */
  send(statement: Statement): void
  /** Runs a `COPY ... FROM STDIN (FORMAT binary)` with these chunks, which are asked for as they can be sent. */
  copyIn(text: string, chunks: Iterable<Buffer>): Promise<void>
}

/**
 * A statement with its parameters. `name` prepares it on the connection: give one to every statement of a hot
 * path, unique to its text. Money is read as text (`amount::text`) and parsed by lib/core/money.
 */
export type Statement = {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

export type Isolation = 'SERIALIZABLE' | 'READ COMMITTED' | 'REPEATABLE READ READ ONLY'

/** Whose rows a transaction may see: one organization, or one client of it. */
export type Scope = {
  readonly organizationId: string
  readonly clientId: string | null
  /** The person who asks, for rows that are theirs alone; nobody sees such rows without it. */
  readonly userId?: string
}
