import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { POSTGRES_MAJOR } from '../postgres/initialize-cluster.ts'
import { type BackupManifest, MANIFEST_NAME } from './manifest.ts'
import { CLUSTER_PREFIX, DESK_PREFIX } from './pack-desk.ts'
import { TAR_END, tarHeader, tarPadding } from './tar.ts'
import { unpackBackup } from './unpack-backup.ts'

const parent = mkdtempSync(join(tmpdir(), 'truebook-unpack-'))
const into = { dataFolder: join(parent, 'cluster'), folder: join(parent, 'desk') }
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const HASH = '0'.repeat(64)
const CLUSTER_FILE = `${CLUSTER_PREFIX}/base/1`
const DESK_FILE = `${DESK_PREFIX}/secrets.json`
const CONTENTS = { [CLUSTER_FILE]: 'pages', [DESK_FILE]: 'a secret' }
type Contents = Readonly<Record<string, string>>

const ofOrders = { audit_event: HASH, fill: HASH, order: HASH, position: HASH }
const ofLedger = { ledger_transaction: HASH, posting: HASH, transfer: HASH }
const FACTS = {
  schemaVersion: '1',
  rows: {},
  hashes: { ...ofOrders, ...ofLedger },
  ledgerHash: HASH,
}

function manifestOf(contents: Contents): BackupManifest {
  const files = Object.entries(contents).map(([name, text]) => ({
    name,
    sizeBytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }))
  return {
    format: 1,
    takenAt: '2026-11-02T00:00:00.000Z',
    appVersion: '1.0.0',
    postgresMajor: POSTGRES_MAJOR,
    moment: 'a-moment',
    walFrom: '000000010000000000000001',
    facts: FACTS,
    files,
    folders: ['pg_notify'],
  }
}

/** A packed desk as one stream of bytes. */
async function* archive(contents: Contents, manifest: object | null) {
  const told = manifest === null ? {} : { [MANIFEST_NAME]: JSON.stringify(manifest) }
  for (const [name, text] of Object.entries({ ...contents, ...told })) {
    const bytes = Buffer.from(text)
    yield tarHeader({ name, sizeBytes: bytes.length })
    yield bytes
    yield tarPadding(bytes.length)
  }
  yield TAR_END
}

test('a whole backup is written for its owner alone, empty folders too', async () => {
  await unpackBackup(archive(CONTENTS, manifestOf(CONTENTS)), into)
  const secret = join(into.folder, 'secrets.json')
  expect(readFileSync(secret, 'utf8')).toBe('a secret')
  expect(statSync(secret).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(into.dataFolder, 'base', '1'), 'utf8')).toBe('pages')
  expect(existsSync(join(into.dataFolder, 'pg_notify'))).toBe(true)
})

test.each<[string, Contents, object | null, string]>([
  ['without a manifest', CONTENTS, null, 'has no manifest'],
  [
    'of another PostgreSQL',
    CONTENTS,
    { ...manifestOf(CONTENTS), postgresMajor: '9' },
    'made by PostgreSQL 9',
  ],
  [
    'that lacks a file',
    { [DESK_FILE]: 'a secret' },
    manifestOf(CONTENTS),
    `the backup lacks ${CLUSTER_FILE}`,
  ],
  [
    'with a file that was changed',
    { ...CONTENTS, [DESK_FILE]: 'b secret' },
    manifestOf(CONTENTS),
    `${DESK_FILE} is not what the backup's manifest says`,
  ],
  [
    'with a file that its manifest does not name',
    { ...CONTENTS, [`${DESK_PREFIX}/extra`]: '' },
    manifestOf(CONTENTS),
    'expected 2 files in the backup, found 3',
  ],
  ['of a format that nobody wrote', CONTENTS, { ...manifestOf(CONTENTS), format: 99 }, 'format'],
])('a backup %s is refused', async (_what, contents, manifest, why) => {
  await expect(unpackBackup(archive(contents, manifest), into)).rejects.toThrow(why)
})

test.each([`${DESK_PREFIX}/../../outside`, '/etc/outside', 'elsewhere/file', DESK_PREFIX])(
  'a file named %s is written nowhere',
  async (name) => {
    const unpacking = unpackBackup(archive({ [name]: 'x' }, manifestOf({ [name]: 'x' })), into)
    await expect(unpacking).rejects.toThrow(
      /^expected a (name inside the backup|file of the cluster)/,
    )
    expect(existsSync(join(parent, '..', 'outside'))).toBe(false)
  },
)

test('a folder that leads out of the cluster is made nowhere', async () => {
  const manifest = { ...manifestOf(CONTENTS), folders: ['../outside'] }
  await expect(unpackBackup(archive(CONTENTS, manifest), into)).rejects.toThrow('../outside')
  expect(existsSync(join(parent, 'outside'))).toBe(false)
})
