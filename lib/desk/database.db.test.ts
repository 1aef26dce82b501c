import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectExternalDatabase, migrate } from './database.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres/start-postgres.ts'

const checkout = resolve(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'truebook-external-'))
let server: EmbeddedPostgres
let adminUrl: string

/** A server as a cloud gives it: one role that may make roles and owns one database, and no superuser. */
beforeAll(async () => {
  chmodSync(folder, 0o755)
  server = await startPostgres({ folder })
  for (const role of ['lookup', 'owner', 'app', 'readonly']) {
    await query(server.urlOf('superuser', 'postgres'), `DROP ROLE truebook_${role}`)
  }
  const superuser = server.urlOf('superuser', 'postgres')
  await query(superuser, "CREATE ROLE cloud_admin LOGIN CREATEROLE PASSWORD 'cloud'")
  await query(superuser, 'CREATE DATABASE firm OWNER cloud_admin')
  adminUrl = `postgresql://cloud_admin:cloud@127.0.0.1:${server.port}/firm`
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

test('one DATABASE_URL of a role that may make roles is enough, now and at the next start', async () => {
  const env = { DATABASE_URL: adminUrl }
  const first = await connectExternalDatabase(folder, env)
  expect(await migrate(checkout, first)).toBeGreaterThan(0)
  const next = await connectExternalDatabase(folder, env)
  expect(await migrate(checkout, next)).toBe(0)
  expect(next.appUrl).toBe(first.appUrl)
  expect(
    await query(next.appUrl, 'SELECT current_user AS role, count(*) FROM organization'),
  ).toEqual([{ role: 'truebook_app', count: '0' }])
})

test('with DATABASE_OWNER_URL both roles are used as given', async () => {
  const env = { DATABASE_URL: 'postgresql://app@db.example/firm', DATABASE_OWNER_URL: adminUrl }
  await expect(connectExternalDatabase(folder, env)).resolves.toMatchObject({
    ownerUrl: adminUrl,
    appUrl: env.DATABASE_URL,
    description: 'PostgreSQL at db.example, database firm',
  })
})

test('an external database without its url is refused by name', async () => {
  await expect(connectExternalDatabase(folder, {})).rejects.toThrow('DATABASE_URL')
})

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
