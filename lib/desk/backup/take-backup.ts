import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from '../file-lock.ts'
import type { EmbeddedPostgres } from '../postgres/start-postgres.ts'
import { backupFileName, writeLabel } from './backup-files.ts'
import type { BackupLabel, BackupManifest } from './manifest.ts'
import { packDesk } from './pack-desk.ts'
import { writeSealed } from './sealed-file.ts'

const OWNER_ONLY = 0o700

export type TakenBackup = { readonly file: string; readonly label: BackupLabel }

/**
 * Writes a backup of a running desk into the folder `to`, sealed to the recipients, with its label beside it. The
 * desk goes on meanwhile. Throws where another backup into that folder is being taken.
 */
export async function takeBackup({
  root,
  folder,
  to,
  recipients,
  server,
  takenAt,
}: {
  readonly root: string
  readonly folder: string
  readonly to: string
  readonly recipients: readonly string[]
  readonly server: Pick<EmbeddedPostgres, 'dataFolder' | 'urlOf'>
  readonly takenAt: Date
}): Promise<TakenBackup> {
  mkdirSync(to, { recursive: true, mode: OWNER_ONLY })
  using lock = await takeFileLock(join(to, 'backup.lock'), { waitMs: 0 })
  if (lock === null) throw new Error(`another backup into ${to} is being taken`)
  const file = join(to, backupFileName(takenAt))
  const { promise, resolve } = Promise.withResolvers<BackupManifest>()
  const sealed = await writeSealed(
    file,
    packDesk({ root, folder, server, takenAt }, resolve),
    recipients,
  )
  const { format, appVersion, postgresMajor, walFrom, facts, ...manifest } = await promise
  const label = {
    format,
    takenAt: manifest.takenAt,
    appVersion,
    postgresMajor,
    walFrom,
    ledgerHash: facts.ledgerHash,
    ...sealed,
  }
  writeLabel(file, label)
  return { file, label }
}
