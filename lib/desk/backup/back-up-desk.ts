import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { startDeskPostgres } from '../postgres/start-desk-postgres.ts'
import { type BackupRecipients, backupRecipients } from './backup-key.ts'
import { type BackupKind, recordBackupRun } from './backup-runs.ts'
import { keepBackups } from './keep-backups.ts'
import { DATABASE } from './pack-desk.ts'
import { startApp } from './start-app.ts'
import { type TakenBackup, takeBackup } from './take-backup.ts'
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts'

/** In the desk's data folder, unless told otherwise. */
export const BACKUP_FOLDER = 'backups'

export type DeskBackup = TakenBackup & {
  /** Null where nobody wanted it restored. */
  readonly verified: VerifiedBackup | null
  readonly isKeyHere: BackupRecipients['isKeyHere']
  /** Old ones that made room. */
  readonly removed: readonly string[]
}

/**
 * Takes a backup of the desk in `folder`, restores it to see that it is one, removes what need not be kept and
 * writes down how it went. The desk's own server is left running if it runs. Throws, having written that down
 * too, where the backup is not taken or not whole.
 */
export async function backUpDesk({
  root,
  folder,
  to,
  kind,
  isVerified,
}: {
  readonly root: string
  readonly folder: string
  readonly to: string
  readonly kind: BackupKind
  readonly isVerified: boolean
}): Promise<DeskBackup> {
  if (!existsSync(join(folder, 'postgres.json'))) {
    throw new Error(
      `expected a desk with a PostgreSQL of its own in ${folder}, found none: a server of DATABASE_URL is backed up by whoever runs it`,
    )
  }
  const startedAt = new Date()
  const { server } = await startDeskPostgres(folder)
  const superuserUrl = server.urlOf('superuser', DATABASE)
  try {
    const { recipients, isKeyHere } = await backupRecipients(folder)
    // Lives as long as this call: the file on disk can be restored here, today, without the operator's key.
    const once = await generateX25519Identity()
    const sealedTo = [...recipients, await identityToRecipient(once)]
    const wish = { root, folder, to, recipients: sealedTo, server, takenAt: startedAt }
    const taken = await takeBackup(wish)
    const verified = isVerified ? await verifyTaken(root, taken, once) : null
    const removed = keepBackups(to)
    const state = verified === null ? 'TAKEN' : 'VERIFIED'
    await recordBackupRun(superuserUrl, { kind, startedAt, state, taken })
    return { ...taken, verified, isKeyHere, removed }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    await recordBackupRun(superuserUrl, { kind, startedAt, state: 'FAILED', failure })
    throw error
  } finally {
    if (!server.isAdopted) await server.stop()
  }
}

async function verifyTaken(root: string, { file }: TakenBackup, identity: string) {
  const verified = await verifyBackup({ file, identities: [identity], ask: startApp(root) })
  if (verified.complaints.length === 0) return verified
  throw new Error(`${file} is not whole: ${verified.complaints.join('; ')}`)
}
