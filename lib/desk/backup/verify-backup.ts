import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { EmbeddedPostgres } from '../postgres/start-postgres.ts'
import { type BackupFacts, readBackupFacts } from './backup-facts.ts'
import { checkBooks } from './book-checks.ts'
import { DATABASE } from './pack-desk.ts'
import { restoreBackup } from './restore-backup.ts'

export type VerifiedBackup = {
  /** A sentence for everything that is wrong; empty when the backup is whole. */
  readonly complaints: readonly string[]
  readonly facts: BackupFacts
  readonly restoredMs: number
}

/** What the caller may ask of the restored desk beside the questions asked here: a complaint, or null. */
export type FurtherQuestion = (restored: {
  readonly folder: string
  /** As the app role, and nothing can be written through it. */
  readonly readOnlyUrl: string
}) => Promise<string | null>

/** What is only looked at need not outlast a power cut. */
const SCRATCH_SETTINGS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']
const ENTERABLE = 0o711

/**
 * Restores a backup into a scratch cluster and compares it with what its manifest says: the rows of every table,
 * the hashes of all that moves money, and the books with themselves. Throws where it cannot be restored at all.
 * The scratch cluster is gone afterwards.
 */
export async function verifyBackup({
  file,
  identities,
  ask = async () => null,
}: {
  readonly file: string
  readonly identities: readonly string[]
  readonly ask?: FurtherQuestion
}): Promise<VerifiedBackup> {
  const scratch = mkdtempSync(join(tmpdir(), 'truebook-verify-'))
  chmodSync(scratch, ENTERABLE)
  const startedAt = performance.now()
  const folder = join(scratch, 'desk')
  let server: EmbeddedPostgres | null = null
  try {
    const wish = { file, identities, folder, wal: null, settings: SCRATCH_SETTINGS }
    const restored = await restoreBackup(wish)
    server = restored.server
    const restoredMs = performance.now() - startedAt
    const complaints = await complaintsOf(server, restored.manifest.facts)
    const further = await ask({ folder, readOnlyUrl: readOnlyUrlOf(server) })
    return {
      complaints: further === null ? complaints : [...complaints, further],
      facts: restored.manifest.facts,
      restoredMs,
    }
  } finally {
    await server?.stop()
    if (server !== null) rmSync(server.dataFolder, { recursive: true, force: true })
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function complaintsOf(server: EmbeddedPostgres, told: BackupFacts): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.urlOf('superuser', DATABASE) })
  await client.connect()
  try {
    return [...differences(told, await readBackupFacts(client)), ...(await checkBooks(client))]
  } finally {
    await client.end()
  }
}

function differences(told: BackupFacts, found: BackupFacts): string[] {
  // A table that is not hashed may have gained a row while the moment was taken.
  const rows = Object.keys(told.hashes)
    .filter((table) => told.rows[table] !== found.rows[table])
    .map((table) => `${table} has ${found.rows[table]} rows, the backup says ${told.rows[table]}`)
  const hashes = Object.entries(told.hashes)
    .filter(([table, hash]) => hash !== found.hashes[table as keyof BackupFacts['hashes']])
    .map(([table]) => `the rows of ${table} are not what the backup says`)
  const lost = Object.keys(told.rows)
    .filter((table) => found.rows[table] === undefined)
    .map((table) => `the table ${table} is missing`)
  return [...lost, ...rows, ...hashes]
}

function readOnlyUrlOf(server: EmbeddedPostgres): string {
  const url = new URL(server.urlOf('app', DATABASE))
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  return url.toString()
}
