import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { TakenBackup } from './take-backup.ts'

export type BackupKind = 'COMMAND' | 'NIGHTLY'

export type EndedBackup = {
  readonly kind: BackupKind
  readonly startedAt: Date
} & (
  | { readonly state: 'TAKEN' | 'VERIFIED'; readonly taken: TakenBackup }
  | { readonly state: 'FAILED'; readonly failure: string }
)

/** Writes down how a backup ended: the house tells from it how old its newest good one is. */
export async function recordBackupRun(superuserUrl: string, run: EndedBackup): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const taken = run.state === 'FAILED' ? null : run.taken
    await client.query(
      `INSERT INTO backup_run (id, kind, state, started_at, finished_at, file, size_bytes, ledger_hash,
          verified_at, failure)
        VALUES ($1, $2, $3, $4, now(), $5, $6, $7, CASE $3 WHEN 'VERIFIED' THEN now() END, $8)`,
      [
        randomUUID(),
        run.kind,
        run.state,
        run.startedAt,
        taken?.file ?? null,
        taken?.label.sizeBytes ?? null,
        taken?.label.ledgerHash ?? null,
        run.state === 'FAILED' ? run.failure : null,
      ],
    )
  } finally {
    await client.end()
  }
}
