import pg from 'pg'
import { markRecovering } from './mark-recovering.ts'
import { DATABASE } from './pack-desk.ts'
import { type RestoreWish, restoreBackup } from './restore-backup.ts'

export type RestoredForUse = {
  readonly takenAt: string
  /** When the newest transaction that is in it was committed; null when nobody committed anything after the backup. */
  readonly lastCommitAt: string | null
  /** How many wait for a proof before they trade. */
  readonly accounts: number
  readonly tookMs: number
}

/** Restores a backup to work with it: its accounts recover first, its server is stopped and waits for the desk. */
export async function restoreDesk(wish: RestoreWish): Promise<RestoredForUse> {
  const startedAt = performance.now()
  const { manifest, server } = await restoreBackup(wish)
  try {
    const url = server.urlOf('superuser', DATABASE)
    const lastCommitAt = await readLastCommit(url)
    const { accounts } = await markRecovering(url, manifest)
    const { takenAt } = manifest
    return { takenAt, lastCommitAt, accounts, tookMs: performance.now() - startedAt }
  } finally {
    await server.stop()
  }
}

async function readLastCommit(superuserUrl: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ at: Date | null }>(
      'SELECT pg_last_xact_replay_timestamp() AS at',
    )
    return rows[0]?.at?.toISOString() ?? null
  } finally {
    await client.end()
  }
}
