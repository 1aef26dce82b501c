import { type Dirent, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Made anew by every start, so that only the folders themselves are kept (PostgreSQL manual, 25.3.4). */
const EMPTIED_FOLDERS = new Set([
  'pg_wal',
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const LEFT_OUT =
  /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init.*|backup_label(\.old)?|tablespace_map(\.old)?|current_logfiles(\.tmp)?|pgsql_tmp.*|backup_manifest)$/
/** Says where recovery begins: copied when everything else is. */
const CONTROL_FILE = 'global/pg_control'

export type ClusterFiles = {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** What a base backup of a cluster copies, relative to its folder and the control file last. */
export function clusterFiles(dataFolder: string): ClusterFiles {
  const entries = readdirSync(dataFolder, { recursive: true, withFileTypes: true })
  const nameOf = (entry: Dirent) => relative(dataFolder, join(entry.parentPath, entry.name))
  const isInside = (name: string) =>
    [...EMPTIED_FOLDERS].some((folder) => name.startsWith(`${folder}/`))
  const kept = (isKind: (entry: Dirent) => boolean) =>
    entries
      .filter(isKind)
      .map(nameOf)
      .filter((name) => !LEFT_OUT.test(name))
      .sort()
  const files = kept((entry) => entry.isFile()).filter(
    (name) => !isInside(name) && name !== CONTROL_FILE,
  )
  const folders = kept((entry) => entry.isDirectory()).filter(
    (name) => !isInside(name) || EMPTIED_FOLDERS.has(name),
  )
  return { files: [...files, CONTROL_FILE], folders }
}
