/**
 * A real PostgreSQL database for a test file, cloned from a migrated template (about 30 ms).
 *
 *     const database = await testDatabase()          // once, at the top of a *.db.test.ts
 *     afterAll(() => database[Symbol.asyncDispose]())
 *
 *     test('the app role sees no other firm', async () => {
 *       const { rows } = await database.appPool.query('SELECT ...')
 *
 * The server is started by the first test run and stopped by the last (vitest projects `db` and
 * `conformance`); nothing needs to be installed or running. The template is rebuilt whenever a file of
 * prisma/migrations changes. Migrations run as truebook_owner; tests use the roles that production uses:
 *
 *     ownerUrl, ownerPool         owns the schema: arrange rows, inspect the catalogue
 *     appUrl, appPool             what web, runner and gateway are: row level security applies
 *     readonlyUrl                 people and reports
 *
 * Databases are named truebook_test_*: what only a test may do (telling the database the time) can ask for
 * that name. A killed run leaves its databases behind; the next run that is alone drops them.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { DATABASE_PLACEHOLDER, TEST_DATABASE_PREFIX, type TestServer } from './postgres-server.ts'

export type TestDatabase = {
  readonly name: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly readonlyUrl: string
  readonly ownerPool: pg.Pool
  readonly appPool: pg.Pool
  [Symbol.asyncDispose](): Promise<void>
}

const POOL_SIZE = 10

/** Makes a database of its own for the caller; dispose of it to close its pools and drop it. */
export async function testDatabase(): Promise<TestDatabase> {
  const { urls, template } = inject('testServer')
  const name = `${TEST_DATABASE_PREFIX}${randomUUID().replaceAll('-', '')}`
  const owner = pg.escapeIdentifier('truebook_owner')
  await administrate(urls, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner}`)
  const urlOf = (role: keyof TestServer['urls']) => urls[role].replace(DATABASE_PLACEHOLDER, name)
  const ownerPool = openPool(urlOf('owner'))
  const appPool = openPool(urlOf('app'))
  return {
    name,
    ownerUrl: urlOf('owner'),
    appUrl: urlOf('app'),
    readonlyUrl: urlOf('readonly'),
    ownerPool,
    appPool,
    async [Symbol.asyncDispose]() {
      await Promise.all([ownerPool.end(), appPool.end()])
      await administrate(urls, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** A backend that is ended with its database may say so to a pool that is leaving already: nobody waits for it. */
function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: POOL_SIZE })
  pool.on('error', () => undefined)
  return pool
}

async function administrate(urls: TestServer['urls'], statement: string): Promise<void> {
  const admin = new pg.Client({
    connectionString: urls.superuser.replace(DATABASE_PLACEHOLDER, 'postgres'),
  })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
