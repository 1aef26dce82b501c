import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { POSTGRES_MAJOR } from '../postgres/initialize-cluster.ts'
import type { EmbeddedPostgres } from '../postgres/start-postgres.ts'
import { type BackupFacts, readBackupFacts } from './backup-facts.ts'
import { type BackupMoment, takeMoment } from './backup-moment.ts'
import { startBaseBackup } from './base-backup.ts'
import { clusterFiles } from './cluster-files.ts'
import { appVersionOf, type BackupManifest, MANIFEST_FORMAT, MANIFEST_NAME } from './manifest.ts'
import { type PackedFile, packFile, packText } from './pack-file.ts'
import { TAR_END } from './tar.ts'
import { walBetween } from './wal-names.ts'

export const DATABASE = 'truebook'
/** Folders of a packed backup. */
export const CLUSTER_PREFIX = 'postgres'
export const DESK_PREFIX = 'desk'
/** What a desk cannot read its own data without. */
const DESK_FILES = ['postgres.json', 'secrets.json', 'first-run.json']
/** The simulated exchange's journal: paper accounts are lost without their venue. */
const EXCHANGE_FOLDER = 'exchange'

export type DeskToPack = {
  readonly root: string
  readonly folder: string
  readonly server: Pick<EmbeddedPostgres, 'dataFolder' | 'urlOf'>
  readonly takenAt: Date
}

/**
 * Everything that a desk must not lose, as a tar, while the desk goes on: the cluster's files, the log that makes
 * them one whole, the desk's secrets and the manifest, which comes last and is also handed to `onManifest`.
 */
export async function* packDesk(
  desk: DeskToPack,
  onManifest: (manifest: BackupManifest) => void,
): AsyncGenerator<Uint8Array> {
  const { server, takenAt } = desk
  const files: PackedFile[] = []
  const keep = (file: PackedFile) => files.push(file)
  const name = `truebook ${takenAt.toISOString()}`
  await using backup = await startBaseBackup(server.urlOf('superuser', DATABASE), name)
  const cluster = clusterFiles(server.dataFolder)
  for (const file of cluster.files)
    yield* packFile(join(server.dataFolder, file), inCluster(file), keep)
  const { labelFile, mapFile } = await backup.stop()
  yield* packText(labelFile, inCluster('backup_label'), keep)
  yield* packText(mapFile, inCluster('tablespace_map'), keep)
  // Only after its end is a base backup consistent: the moment lies behind it.
  const moment = await takeMoment({ superuserUrl: server.urlOf('superuser', DATABASE) }, name)
  const log = join(server.dataFolder, 'pg_wal')
  const needed = { from: backup.walFrom, until: moment.walUntil }
  for (const segment of walBetween(readdirSync(log), needed)) {
    yield* packFile(join(log, segment), inCluster(`pg_wal/${segment}`), keep)
  }
  for (const file of deskFiles(desk.folder)) {
    yield* packFile(join(desk.folder, file), `${DESK_PREFIX}/${file}`, keep)
  }
  const manifest: BackupManifest = {
    format: MANIFEST_FORMAT,
    takenAt: takenAt.toISOString(),
    appVersion: appVersionOf(desk.root),
    postgresMajor: POSTGRES_MAJOR,
    moment: name,
    walFrom: backup.walFrom,
    facts: await factsOf(moment),
    files,
    folders: [...cluster.folders],
  }
  yield* packText(JSON.stringify(manifest), MANIFEST_NAME, () => undefined)
  yield TAR_END
  onManifest(manifest)
}

async function factsOf({ reader }: BackupMoment): Promise<BackupFacts> {
  try {
    return await readBackupFacts(reader)
  } finally {
    await reader.end()
  }
}

function deskFiles(folder: string): readonly string[] {
  const own = DESK_FILES.filter((file) => existsSync(join(folder, file)))
  const exchange = join(folder, EXCHANGE_FOLDER)
  if (!existsSync(exchange)) return own
  const kept = readdirSync(exchange, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  return [...own, ...kept.sort()]
}

function inCluster(file: string): string {
  return `${CLUSTER_PREFIX}/${file}`
}
