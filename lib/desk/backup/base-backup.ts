import pg from 'pg'

/** A running base backup by the low-level API (PostgreSQL manual, 25.3.4): files may be copied until it is stopped. */
export type BaseBackup = {
  /** The first segment of the log that a restore needs. */
  readonly walFrom: string
  /** Ends it and answers what the copy needs besides its files. */
  stop(): Promise<{ readonly labelFile: string; readonly mapFile: string }>
  /** Gives it up where it was not stopped, and lets the log go in any case. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Writes a checkpoint and begins. The log is kept from here on for as long as the session lasts. */
export async function startBaseBackup(superuserUrl: string, label: string): Promise<BaseBackup> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [
      `truebook_backup_${process.pid}`,
    ])
    const { rows } = await client.query<{ wal_from: string }>(
      'SELECT pg_walfile_name(pg_backup_start($1, true)) AS wal_from',
      [label],
    )
    const walFrom = rows[0]?.wal_from ?? ''
    return {
      walFrom,
      stop: () => stopBaseBackup(client),
      [Symbol.asyncDispose]: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function stopBaseBackup(client: pg.Client) {
  const { rows } = await client.query<{ labelfile: string; mapfile: string }>(
    'SELECT labelfile, spcmapfile AS mapfile FROM pg_backup_stop(false)',
  )
  const [row] = rows
  if (row === undefined) throw new Error('PostgreSQL did not say where the backup begins')
  return { labelFile: row.labelfile, mapFile: row.mapfile }
}
