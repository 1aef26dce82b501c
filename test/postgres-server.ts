import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { applyMigrations, readMigrations } from '#desk/apply-migrations.ts'
import { takeFileLock } from '#desk/file-lock.ts'
import { CLUSTER_ROLES } from '#desk/postgres/cluster-record.ts'
import { type EmbeddedPostgres, startPostgres } from '#desk/postgres/start-postgres.ts'

/** What a test file needs to make its own database. */
export type TestServer = {
  readonly urls: Readonly<Record<keyof typeof CLUSTER_ROLES, string>>
  readonly template: string
}

export const TEST_DATABASE_PREFIX = 'truebook_test_'
const TEMPLATE_PREFIX = 'truebook_template_'
/** Placeholder in `urls` that stands for the database's name. */
export const DATABASE_PLACEHOLDER = 'DATABASE'
const TEMPLATES_KEPT = 8
const LOCK_WAIT_MS = 60_000
/** Held, shared, by every test run that uses the server; the run that can take it alone is the last one. */
const USERS_LOCK = 7_272_001

/** Test data may be lost with the power, never with a test: the server is faster without syncing. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'autovacuum_naptime=1h',
]

/**
 * Starts the one PostgreSQL that all test runs of this checkout share, or joins it, and brings the template
 * database up to date. `leave` stops the server when no other run uses it.
 */
export async function joinTestServer(
  checkout: string,
): Promise<TestServer & { leave(): Promise<void> }> {
  const folder = testFolder(checkout)
  using _turn = await takeTurn(folder)
  const server = await startPostgres({ folder, settings: SETTINGS })
  const admin = new pg.Client({ connectionString: server.urlOf('superuser', 'postgres') })
  await admin.connect()
  const template = await prepare(admin, server, checkout).catch(async (error: unknown) => {
    await admin.end()
    throw error
  })
  return {
    template,
    urls: {
      superuser: server.urlOf('superuser', DATABASE_PLACEHOLDER),
      owner: server.urlOf('owner', DATABASE_PLACEHOLDER),
      app: server.urlOf('app', DATABASE_PLACEHOLDER),
      readonly: server.urlOf('readonly', DATABASE_PLACEHOLDER),
    },
    leave: () => leave(folder, server, admin),
  }
}

async function prepare(admin: pg.Client, server: EmbeddedPostgres, checkout: string) {
  if (await isAlone(admin)) await dropDatabasesOfKilledRuns(admin)
  await admin.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK])
  return prepareTemplate(admin, server, join(checkout, 'prisma', 'migrations'))
}

async function leave(folder: string, server: EmbeddedPostgres, admin: pg.Client): Promise<void> {
  using _turn = await takeTurn(folder)
  await admin.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK])
  const isLast = await isAlone(admin)
  await admin.end()
  if (isLast) await server.stop()
}

/** One run at a time starts, prepares or stops the server. */
async function takeTurn(folder: string) {
  const turn = await takeFileLock(join(folder, 'turn.lock'), { waitMs: LOCK_WAIT_MS })
  if (turn === null) throw new Error(`another test run holds ${folder} for longer than a minute`)
  return turn
}

async function isAlone(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ alone: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS alone',
    [USERS_LOCK],
  )
  if (rows[0]?.alone !== true) return false
  await admin.query('SELECT pg_advisory_unlock($1)', [USERS_LOCK])
  return true
}

async function dropDatabasesOfKilledRuns(admin: pg.Client): Promise<void> {
  for (const name of await databasesLike(admin, TEST_DATABASE_PREFIX)) {
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`)
  }
}

/** A template is named after its migrations and gets that name only when all of them are applied. */
async function prepareTemplate(
  admin: pg.Client,
  server: EmbeddedPostgres,
  migrationsFolder: string,
): Promise<string> {
  const migrations = readMigrations(migrationsFolder)
  const fingerprint = createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
  const name = `${TEMPLATE_PREFIX}${fingerprint.slice(0, 16)}`
  const existing = await databasesLike(admin, TEMPLATE_PREFIX)
  if (existing.includes(name)) return name
  const unfinished = 'truebook_unfinished_template'
  await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${unfinished} OWNER ${CLUSTER_ROLES.owner}`)
  await applyMigrations(server.urlOf('owner', unfinished), migrations)
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`)
  for (const old of existing.slice(0, -TEMPLATES_KEPT)) {
    await admin.query(`DROP DATABASE ${pg.escapeIdentifier(old)} WITH (FORCE)`)
  }
  return name
}

/** Oldest first: object ids only grow. */
async function databasesLike(admin: pg.Client, prefix: string): Promise<string[]> {
  const { rows } = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY oid',
    [prefix],
  )
  return rows.map((row) => row.datname)
}

/** Under the system's temporary folder, so that PostgreSQL's account can reach it. */
function testFolder(checkout: string): string {
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 12)
  return join(tmpdir(), `truebook-test-${userInfo().uid}-${key}`)
}
