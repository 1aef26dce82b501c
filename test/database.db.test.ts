import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from './database.ts'

const database = await testDatabase()
afterAll(() => database[Symbol.asyncDispose]())

test('no role that a test signs in as is a superuser or bypasses row level security', async () => {
  const { rows } = await database.ownerPool.query(
    `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS may_too_much
       FROM pg_roles WHERE rolname LIKE 'truebook\\_%' AND rolname <> 'truebook_superuser' ORDER BY 1`,
  )
  expect(rows).toEqual([
    { rolname: 'truebook_app', may_too_much: false },
    { rolname: 'truebook_lookup', may_too_much: false },
    { rolname: 'truebook_owner', may_too_much: false },
    { rolname: 'truebook_readonly', may_too_much: false },
  ])
})

test('two test databases share nothing', async () => {
  await using other = await testDatabase()
  await database.ownerPool.query('CREATE TABLE only_here (id int)')
  const found = await other.ownerPool.query("SELECT to_regclass('only_here') AS only_here")
  expect(found.rows).toEqual([{ only_here: null }])
})

test('a disposed database is gone', async () => {
  const other = await testDatabase()
  await other[Symbol.asyncDispose]()
  const late = new pg.Client({ connectionString: other.appUrl })
  await expect(late.connect()).rejects.toThrow('does not exist')
})

test('every role signs in with its own password, and not without', async () => {
  const users = []
  for (const url of [database.ownerUrl, database.appUrl, database.readonlyUrl]) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    users.push((await client.query('SELECT current_user')).rows[0].current_user)
    await client.end()
  }
  const stranger = new URL(database.appUrl)
  stranger.password = 'guessed'
  const refused = new pg.Client({ connectionString: stranger.toString() })
  await expect(refused.connect()).rejects.toThrow('password authentication failed')
  expect(users).toEqual(['truebook_owner', 'truebook_app', 'truebook_readonly'])
})
