import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { POSTGRES_MAJOR } from '../postgres/initialize-cluster.ts'
import { type BackupManifest, backupManifest, MANIFEST_NAME } from './manifest.ts'
import { CLUSTER_PREFIX, DESK_PREFIX } from './pack-desk.ts'
import type { PackedFile } from './pack-file.ts'
import { readTar, type TarFile } from './read-tar.ts'

const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_FOLDER = 0o700
const MANIFEST_BYTES_MAX = 64 << 20

export type UnpackInto = {
  /** Where the cluster's files go. */
  readonly dataFolder: string
  /** Where everything else goes. */
  readonly folder: string
}

/**
 * Writes what a packed desk holds into two folders and answers its manifest. Throws when a file is not as the
 * manifest says, is missing, or was made by another major version of PostgreSQL.
 */
export async function unpackBackup(
  content: AsyncIterable<Uint8Array>,
  into: UnpackInto,
): Promise<BackupManifest> {
  const unpacked: PackedFile[] = []
  let manifest: BackupManifest | null = null
  for await (const file of readTar(content)) {
    if (file.name === MANIFEST_NAME) manifest = await readManifest(file)
    else unpacked.push(await unpackFile(file, pathOf(file.name, into)))
  }
  if (manifest === null) throw new Error('the backup has no manifest: it is not whole')
  if (manifest.postgresMajor !== POSTGRES_MAJOR) {
    throw new Error(
      `the backup was made by PostgreSQL ${manifest.postgresMajor}, this is ${POSTGRES_MAJOR}: restore it with the release that made it`,
    )
  }
  compare(manifest.files, unpacked)
  for (const folder of manifest.folders) {
    mkdirSync(join(into.dataFolder, checkedName(folder)), {
      recursive: true,
      mode: OWNER_ONLY_FOLDER,
    })
  }
  return manifest
}

async function unpackFile({ name, sizeBytes, content }: TarFile, path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER })
  const hash = createHash('sha256')
  async function* hashed() {
    for await (const chunk of content) {
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(hashed(), createWriteStream(path, { mode: OWNER_ONLY_FILE }))
  return { name, sizeBytes, sha256: hash.digest('hex') }
}

async function readManifest({ sizeBytes, content }: TarFile): Promise<BackupManifest> {
  if (sizeBytes > MANIFEST_BYTES_MAX) throw new Error('the manifest of the backup is too long')
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part)
  return backupManifest.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
}

function compare(told: readonly PackedFile[], found: readonly PackedFile[]): void {
  const byName = new Map(found.map((file) => [file.name, file]))
  for (const { name, sha256 } of told) {
    const file = byName.get(name)
    if (file === undefined) throw new Error(`the backup lacks ${name}, which its manifest names`)
    if (file.sha256 !== sha256) throw new Error(`${name} is not what the backup's manifest says`)
  }
  if (told.length !== found.length) {
    throw new Error(`expected ${told.length} files in the backup, found ${found.length}`)
  }
}

function pathOf(name: string, { dataFolder, folder }: UnpackInto): string {
  const [prefix, ...rest] = checkedName(name).split('/')
  const inside = rest.join('/')
  if (prefix === CLUSTER_PREFIX && inside !== '') return join(dataFolder, inside)
  if (prefix === DESK_PREFIX && inside !== '') return join(folder, inside)
  throw new Error(`expected a file of the cluster or of the desk, found ${name}`)
}

/** A backup writes into its own two folders only. */
function checkedName(name: string): string {
  const isInside = !name.startsWith('/') && !name.split('/').includes('..')
  if (isInside) return name
  throw new Error(`expected a name inside the backup, found ${name}`)
}
