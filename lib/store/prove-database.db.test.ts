import { expect, inject, test } from 'vitest'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { DATABASE_PLACEHOLDER } from '#test/postgres-server.ts'
import { silentLog } from '#test/silent-log.ts'
import { type Database, openDatabase } from './database.ts'
import { proveDatabase, UnfitDatabase } from './prove-database.ts'

const { clone, database } = await openTestDatabase()

test('a database that is serializable and binds its role is fit where it may forget', async () => {
  await proveDatabase(database, { mayForget: true })
})

test('one that may lose commits is refused, with every setting that must change', async () => {
  const refused = proveDatabase(database)
  await expect(refused).rejects.toBeInstanceOf(UnfitDatabase)
  await expect(refused).rejects.toThrow(
    'refused: fsync is off, so a commit may be lost: set fsync = on; ' +
      'full_page_writes is off, so a commit may be lost: set full_page_writes = on; ' +
      'synchronous_commit is off, so a commit may be lost: set synchronous_commit = on',
  )
})

test('where nothing can be written nothing can be lost', async () => {
  await using reader = opened('options', '-c default_transaction_read_only=on')
  await proveDatabase(reader.database)
})

test('a role that row level security does not bind is refused', async () => {
  const url = inject('testServer').urls.superuser.replace(DATABASE_PLACEHOLDER, clone.name)
  const role = new URL(url).username
  await using superuser = opened('application_name', 'prove', url)
  await expect(proveDatabase(superuser.database, { mayForget: true })).rejects.toThrow(
    `refused: the role ${role} is a superuser: connect as truebook_app; ` +
      `the role ${role} has BYPASSRLS: ALTER ROLE ${role} NOBYPASSRLS`,
  )
})

test('a decision that is not serializable is refused', async () => {
  const weaker: Database = {
    ...database,
    scoped(scope) {
      const scoped = database.scoped(scope)
      return { ...scoped, decide: (_accountId, work) => scoped.write(work) }
    },
  }
  await expect(proveDatabase(weaker, { mayForget: true })).rejects.toThrow(
    'refused: a serializable transaction runs as read committed',
  )
})

function opened(name: string, value: string, base = clone.appUrl) {
  const url = new URL(base)
  url.searchParams.set(name, value)
  const database = openDatabase({
    url: url.toString(),
    applicationName: 'prove-database-test',
    connectionsMax: 1,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
  })
  return { database, [Symbol.asyncDispose]: () => database.close() }
}
