import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { applyMigrations, readMigrations } from '#desk/apply-migrations.ts'
import { archiveSettings, makeStage } from '#desk/backup/wal-archive.ts'
import { clusterRecord } from '#desk/postgres/cluster-record.ts'
import { ensureDatabase } from '#desk/postgres/ensure-roles.ts'
import { type EmbeddedPostgres, startPostgres } from '#desk/postgres/start-postgres.ts'
import { postgresAccount } from '#desk/postgres/system-account.ts'
import { deskSecrets } from '#desk/secrets.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { type Database, openDatabase } from '#store/database.ts'
import { silentLog } from './silent-log.ts'

const CHECKOUT = resolve(import.meta.dirname, '..')
const ENTERABLE = 0o711
const DATABASE = 'truebook'

/** A desk's data folder with a PostgreSQL of its own, migrated: what backups are taken of. */
export type BackedUpDesk = {
  readonly root: string
  /** Where everything of this test lies; `folder` is in it. */
  readonly home: string
  readonly folder: string
  readonly server: EmbeddedPostgres
  /** Where the server hands its log over. */
  readonly stage: string
  readonly database: Database
  readonly superuserUrl: string
  readonly identity: string
  readonly recipient: string
  [Symbol.asyncDispose](): Promise<void>
}

export async function openBackedUpDesk(): Promise<BackedUpDesk> {
  await using opening = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'truebook-backup-'))
  opening.defer(() => rmSync(home, { recursive: true, force: true }))
  chmodSync(home, ENTERABLE)
  const folder = join(home, 'desk')
  const stage = makeStage(clusterRecord(folder, postgresAccount()).dataFolder)
  const server = await startPostgres({ folder, settings: ['fsync=off', ...archiveSettings(stage)] })
  opening.defer(server.stop)
  await ensureDatabase(server.urlOf('superuser', 'postgres'), DATABASE)
  const migrations = readMigrations(join(CHECKOUT, 'prisma', 'migrations'))
  await applyMigrations(server.urlOf('owner', DATABASE), migrations)
  deskSecrets(folder)
  const identity = await generateX25519Identity()
  const database = openTestHouse(server.urlOf('app', DATABASE))
  opening.defer(() => database.close())
  const recipient = await identityToRecipient(identity)
  const stack = opening.move()
  return {
    root: CHECKOUT,
    home,
    folder,
    server,
    stage,
    database,
    superuserUrl: server.urlOf('superuser', DATABASE),
    identity,
    recipient,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** The database as a process of the house opens it. */
export function openTestHouse(url: string): Database {
  return openDatabase({
    url,
    applicationName: 'test',
    connectionsMax: 8,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
  })
}
