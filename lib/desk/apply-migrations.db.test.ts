import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { applyMigrations, type Migration } from './apply-migrations.ts'
import { runTool } from './run-tool.ts'

const database = await testDatabase()
afterAll(() => database[Symbol.asyncDispose]())

const PRISMA_MS_MAX = 20_000

const apply = (...migrations: readonly Migration[]) =>
  applyMigrations(database.ownerUrl, [...migrations])

/** What the column holds. */
const CHECKSUM_LENGTH = 64

/** The template's own migrations are in the table too; these come after them. */
function migration(name: string, sql: string): Migration {
  return { name: `9999_${name}`, sql, checksum: `of ${sql}`.slice(0, CHECKSUM_LENGTH) }
}

const rowsOf = async (sql: string) => (await database.ownerPool.query(sql)).rows

test('a migration is applied once, and the second start finds nothing to do', async () => {
  const counts = migration('counts', 'CREATE TABLE counted (n int); INSERT INTO counted VALUES (1)')
  expect(await apply(counts)).toEqual(['9999_counts'])
  expect(await apply(counts)).toEqual([])
  expect(await rowsOf('SELECT n FROM counted')).toEqual([{ n: 1 }])
})

test('two desks that start at once migrate once', async () => {
  const both = migration('both', 'CREATE TABLE made_once (n int)')
  const applied = await Promise.all([apply(both), apply(both)])
  expect(applied.flat()).toEqual(['9999_both'])
})

test('an applied migration that was edited is refused', async () => {
  await apply(migration('edited', 'CREATE TABLE edited (n int)'))
  await expect(apply(migration('edited', 'CREATE TABLE edited (m int)'))).rejects.toThrow(
    'migration 9999_edited was edited after it was applied',
  )
})

test('a migration that fails changes nothing, and the next start says so', async () => {
  const halfway = migration('halfway', 'CREATE TABLE halfway (n int); SELECT 1 / 0')
  await expect(apply(halfway)).rejects.toThrow('migration 9999_halfway failed')
  expect(await rowsOf("SELECT to_regclass('halfway') AS found")).toEqual([{ found: null }])
  await expect(apply(halfway)).rejects.toThrow('migration 9999_halfway failed earlier')
})

test('Prisma finds a database that we migrated up to date', async () => {
  const checkout = resolve(import.meta.dirname, '..', '..')
  await using migrated = await testDatabase()
  await runTool({
    script: join(checkout, 'node_modules', 'prisma', 'build', 'index.js'),
    parameters: ['migrate', 'status'],
    cwd: checkout,
    env: { DATABASE_OWNER_URL: migrated.ownerUrl },
    signal: AbortSignal.timeout(PRISMA_MS_MAX),
  })
})
