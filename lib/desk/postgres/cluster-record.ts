import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from '../write-file-atomically.ts'
import { isReachableBy, type SystemAccount } from './system-account.ts'

/** What must be remembered of an embedded server: where its files are and how its roles sign in. */
export type ClusterRecord = {
  readonly dataFolder: string
  readonly passwords: Readonly<Record<ClusterRole, string>>
}

/**
 * superuser makes roles and databases and is known to the supervisor alone; owner owns the schema and
 * migrates it; app is what every process uses; readonly is for people and reports.
 */
export const CLUSTER_ROLES = {
  superuser: 'truebook_superuser',
  owner: 'truebook_owner',
  app: 'truebook_app',
  readonly: 'truebook_readonly',
} as const
export type ClusterRole = keyof typeof CLUSTER_ROLES

const PASSWORD_BYTES = 24
const FOLDER_ID_BYTES = 8
/** Where a root desk keeps its database when its own folder cannot be entered by another account. */
const SHARED_FOLDER = '/var/lib/truebook'

/**
 * Reads `<folder>/postgres.json` (mode 0600), or chooses a data folder and passwords and writes it. It is
 * written before the database is made, so a crash in between leaves nothing that cannot be signed in to.
 */
export function clusterRecord(folder: string, account: SystemAccount | null): ClusterRecord {
  const path = join(folder, 'postgres.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  mkdirSync(folder, { recursive: true })
  const record: ClusterRecord = {
    dataFolder: chooseDataFolder(folder, account),
    passwords: {
      superuser: newPassword(),
      owner: newPassword(),
      app: newPassword(),
      readonly: newPassword(),
    },
  }
  writeFileAtomically(path, `${JSON.stringify(record, null, 2)}\n`)
  return record
}

/** Inside the desk's folder where PostgreSQL's account can enter it, and otherwise where it can. */
export function chooseDataFolder(folder: string, account: SystemAccount | null): string {
  const own = join(folder, 'postgres')
  if (account === null || isReachableBy(account, own)) return own
  return join(SHARED_FOLDER, randomBytes(FOLDER_ID_BYTES).toString('hex'))
}

/** Long and random: nobody ever types it. */
export function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url')
}
