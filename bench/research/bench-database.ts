import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type Database, openDatabase } from '#store/database.ts'
import {
  DATABASE_PLACEHOLDER,
  joinTestServer,
  TEST_DATABASE_PREFIX,
} from '#test/postgres-server.ts'
import { silentLog } from '#test/silent-log.ts'

const ROOT = join(import.meta.dirname, '..', '..')

type BenchDatabase = AsyncDisposable & { readonly database: Database }

/** A migrated database of its own, gone when disposed of. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await joinTestServer(ROOT)
  const name = `${TEST_DATABASE_PREFIX}${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(server.urls.superuser.replace(DATABASE_PLACEHOLDER, 'postgres'))
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${server.template} OWNER truebook_owner`)
  const database = openDatabase({
    url: server.urls.app.replace(DATABASE_PLACEHOLDER, name),
    applicationName: 'bench',
    connectionsMax: 2,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
  })
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close()
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
      await server.leave()
    },
  }
}
