import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { applyMigrations, readMigrations } from '#desk/apply-migrations.ts'
import { ensureDatabase } from '#desk/postgres/ensure-roles.ts'
import { DESK_SETTINGS } from '#desk/postgres/start-desk-postgres.ts'
import { startPostgres } from '#desk/postgres/start-postgres.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type Database, openDatabase } from '#store/database.ts'
import { silentLog } from '../../test/silent-log.ts'

export type BenchDatabase = AsyncDisposable & {
  readonly database: Database
  readonly superuserUrl: string
}

const MIGRATIONS = resolve(import.meta.dirname, '..', '..', 'prisma', 'migrations')
const NAME = 'truebook'
const ENTERABLE = 0o711
const CONNECTIONS_MAX = 24

/** A migrated PostgreSQL of its own with the settings of a desk: what it commits is on the disk. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  await using opening = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'truebook-bench-'))
  opening.defer(() => rmSync(home, { recursive: true, force: true }))
  chmodSync(home, ENTERABLE)
  const server = await startPostgres({ folder: join(home, 'desk'), settings: DESK_SETTINGS })
  opening.defer(server.stop)
  await ensureDatabase(server.urlOf('superuser', 'postgres'), NAME)
  await applyMigrations(server.urlOf('owner', NAME), readMigrations(MIGRATIONS))
  const database = openDatabase({
    url: server.urlOf('app', NAME),
    applicationName: 'bench',
    connectionsMax: CONNECTIONS_MAX,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
  })
  opening.defer(() => database.close())
  const stack = opening.move()
  return {
    database,
    superuserUrl: server.urlOf('superuser', NAME),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
