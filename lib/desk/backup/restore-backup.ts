import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type ClusterRecord, chooseDataFolder } from '../postgres/cluster-record.ts'
import { type EmbeddedPostgres, startPostgres } from '../postgres/start-postgres.ts'
import { postgresAccount, type SystemAccount } from '../postgres/system-account.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'
import type { BackupManifest } from './manifest.ts'
import { openSealed } from './sealed-file.ts'
import { unpackBackup } from './unpack-backup.ts'
import { openWal } from './wal-archive.ts'

const OWNER_ONLY = 0o700
const ENTERABLE = 0o711
const RECORD_FILE = 'postgres.json'

export type RestoreWish = {
  readonly file: string
  /** The secret keys, one of which opens the backup. */
  readonly identities: readonly string[]
  /** Where the desk will be: it must not exist yet, or be empty. */
  readonly folder: string
  /** Where the log after the backup lies; null restores the moment of the backup itself. */
  readonly wal: string | null
  readonly settings?: readonly string[]
}

export type RestoredDesk = {
  readonly manifest: BackupManifest
  /** Running, and past its recovery. */
  readonly server: EmbeddedPostgres
}

/**
 * Restores a backup into a new data folder and brings its database up: to the backup's moment, or through all of
 * the log that was archived since. What it made is removed when it fails. Nothing that exists is touched.
 */
export async function restoreBackup(wish: RestoreWish): Promise<RestoredDesk> {
  const { file, identities, folder } = wish
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty: a backup is restored into a new folder`)
  }
  const account = postgresAccount()
  mkdirSync(folder, { recursive: true, mode: ENTERABLE })
  const dataFolder = chooseDataFolder(folder, account)
  const incoming = `${dataFolder}-incoming`
  try {
    mkdirSync(dirname(dataFolder), { recursive: true, mode: ENTERABLE })
    mkdirSync(dataFolder, { mode: OWNER_ONLY })
    const manifest = await unpackBackup(await openSealed(file, identities), { dataFolder, folder })
    writeFileSync(join(dataFolder, 'recovery.signal'), '')
    if (wish.wal !== null) {
      await openWal({ wal: wish.wal, from: manifest.walFrom, into: incoming, identities })
      give(incoming, account)
    }
    give(dataFolder, account)
    moveRecord(folder, dataFolder)
    const recovery = wish.wal === null ? untilMoment(manifest) : throughLog(incoming)
    const server = await startPostgres({
      folder,
      settings: [...recovery, ...(wish.settings ?? [])],
    })
    return { manifest, server }
  } catch (error) {
    for (const made of [folder, dataFolder]) rmSync(made, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(incoming, { recursive: true, force: true })
  }
}

function untilMoment({ moment }: BackupManifest): readonly string[] {
  // All that is needed lies in the cluster's own log folder: there is nowhere else to look.
  return [...RECOVERY, 'restore_command=false', `recovery_target_name=${moment}`]
}

function throughLog(incoming: string): readonly string[] {
  return [
    ...RECOVERY,
    `restore_command=cp "${incoming}/%f" "%p"`,
    'recovery_target_timeline=latest',
  ]
}

const RECOVERY = ['hot_standby=off', 'recovery_target_action=promote']

/** The roles' passwords are in the cluster: only the place of its files is new. */
function moveRecord(folder: string, dataFolder: string): void {
  const path = join(folder, RECORD_FILE)
  const record: ClusterRecord = { ...JSON.parse(readFileSync(path, 'utf8')), dataFolder }
  writeFileAtomically(path, `${JSON.stringify(record, null, 2)}\n`)
}

function give(folder: string, account: SystemAccount | null): void {
  if (account === null) return
  chownSync(folder, account.uid, account.gid)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chownSync(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
}
