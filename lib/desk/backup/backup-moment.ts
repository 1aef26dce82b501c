import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { HASHED_TABLES } from './backup-facts.ts'

/** A moment of the database that a restore can stop at, and a reader that still sees the database as it was then. */
export type BackupMoment = {
  /** The last segment of the log that a restore to it needs, complete. */
  readonly walUntil: string
  /** In a read-only transaction of its own. The caller ends it. */
  readonly reader: pg.Client
}

const ATTEMPTS_MAX = 50
const RETRY_AFTER_MS = 100
/** Orders wait for no backup: it waits for them, so long at most, and tries again. */
const LOCK_MS_MAX = 500
/** Shorter than anybody else's, so that in a deadlock it is the backup that gives way. */
const DEADLOCK_MS = 20
const GIVES_WAY = new Set(['55P03', '40P01'])

/**
 * Names a moment in the write-ahead log at which nobody is in the middle of moving money: for a few milliseconds
 * every decision waits at its account's row, the reader takes its snapshot and the log its mark. What the reader
 * sees of the hashed tables is exactly what a restore to the mark has.
 */
export async function takeMoment(
  { superuserUrl }: { readonly superuserUrl: string },
  name: string,
): Promise<BackupMoment> {
  const writer = new pg.Client({ connectionString: superuserUrl })
  const reader = new pg.Client({ connectionString: superuserUrl })
  try {
    await Promise.all([writer.connect(), reader.connect()])
    const lsn = await untilTaken(() => markMoment({ writer, reader }, name))
    const { rows } = await writer.query<{ wal_until: string }>(
      'SELECT pg_walfile_name($1) AS wal_until, pg_switch_wal()',
      [lsn],
    )
    return { walUntil: rows[0]?.wal_until ?? '', reader }
  } catch (error) {
    await reader.end()
    throw error
  } finally {
    await writer.end()
  }
}

async function markMoment(
  { writer, reader }: { readonly writer: pg.Client; readonly reader: pg.Client },
  name: string,
): Promise<string> {
  try {
    await writer.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_MS_MAX};
      SET LOCAL deadlock_timeout = ${DEADLOCK_MS}`)
    // Whoever decides about an account locks its row first: stopped there, nobody holds anything that we want.
    await writer.query('LOCK TABLE account IN EXCLUSIVE MODE')
    const tables = HASHED_TABLES.map((table) => pg.escapeIdentifier(table))
    await writer.query(`LOCK TABLE ${tables.join(', ')} IN SHARE MODE`)
    await reader.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await reader.query('SELECT pg_current_snapshot()')
    const { rows } = await writer.query<{ lsn: string }>(
      'SELECT pg_create_restore_point($1) AS lsn',
      [name],
    )
    await writer.query('COMMIT')
    return rows[0]?.lsn ?? ''
  } catch (error) {
    await Promise.all([writer.query('ROLLBACK'), reader.query('ROLLBACK')])
    throw error
  }
}

async function untilTaken(take: () => Promise<string>): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await take()
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && GIVES_WAY.has(error.code ?? '')
      if (!isBusy || attempt >= ATTEMPTS_MAX) throw error
      await delay(RETRY_AFTER_MS)
    }
  }
}
