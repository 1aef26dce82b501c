import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './binaries.ts'
import { CLUSTER_ROLES, type ClusterRecord } from './cluster-record.ts'
import type { SystemAccount } from './system-account.ts'

/** The only major version whose files the packaged binaries can open. */
export const POSTGRES_MAJOR = '18'

const OWNER_ONLY = 0o700
const ENTERABLE = 0o711

/**
 * Makes the data folder if there is none yet. The folder appears whole under its name or not at all, so a
 * crash half-way is repaired by the next start. Never deletes or upgrades existing data: a folder of another
 * major version is refused.
 */
export function initializeCluster(
  record: ClusterRecord,
  binaries: PostgresBinaries,
  account: SystemAccount | null,
): void {
  if (hasCluster(record.dataFolder)) return
  mkdirSync(dirname(record.dataFolder), { recursive: true, mode: ENTERABLE })
  const scratch = mkdtempSync(join(tmpdir(), 'truebook-initdb-'))
  const unfinished = `${record.dataFolder}.${process.pid}.unfinished`
  try {
    const passwordFile = join(scratch, 'password')
    writeFileSync(passwordFile, record.passwords.superuser, { mode: 0o600 })
    mkdirSync(unfinished, { mode: OWNER_ONLY })
    for (const path of [scratch, passwordFile, unfinished]) give(path, account)
    runInitdb(binaries.initdb, unfinished, passwordFile, account)
    renameSync(unfinished, record.dataFolder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function hasCluster(dataFolder: string): boolean {
  const versionFile = join(dataFolder, 'PG_VERSION')
  if (!existsSync(versionFile)) return false
  const major = readFileSync(versionFile, 'utf8').trim()
  if (major !== POSTGRES_MAJOR) {
    throw new Error(
      `${dataFolder} was made by PostgreSQL ${major}, this is ${POSTGRES_MAJOR}: export it with the release that made it, nothing was changed`,
    )
  }
  chmodSync(dataFolder, OWNER_ONLY)
  return true
}

/** The C locale sorts and compares by bytes, the same on every machine. */
function runInitdb(
  initdb: string,
  dataFolder: string,
  passwordFile: string,
  account: SystemAccount | null,
): void {
  const flags = ['-D', dataFolder, '-U', CLUSTER_ROLES.superuser, `--pwfile=${passwordFile}`]
  const fixed = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums']
  const result = spawnSync(initdb, [...flags, ...fixed, '--no-instructions'], {
    ...spawnIdentity(account),
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    throw new Error(`initdb failed in ${dataFolder}: ${result.stderr}`, { cause: result.error })
  }
}

function give(path: string, account: SystemAccount | null): void {
  if (account !== null) chownSync(path, account.uid, account.gid)
}

/** PostgreSQL gets none of our environment: it holds secrets, and a stray PG* or LC_* changes behaviour. */
export function spawnIdentity(account: SystemAccount | null) {
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid }
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production', // of no use here; Next's types ask it of every environment
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    TZ: 'UTC',
  }
  return { ...identity, cwd: '/', env }
}
