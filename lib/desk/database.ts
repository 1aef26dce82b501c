import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyMigrations, readMigrations } from './apply-migrations.ts'
import { type ClusterRecord, newPassword } from './postgres/cluster-record.ts'
import { ensureDatabase, ensureRoles, roleUrl } from './postgres/ensure-roles.ts'
import { startDeskPostgres } from './postgres/start-desk-postgres.ts'
import { watchPostgres } from './postgres/watch-postgres.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

export type DeskDatabase = {
  /** The role that owns the schema, for migrations and the first run. */
  readonly ownerUrl: string
  /** The role of every process: row level security applies to it. */
  readonly appUrl: string
  /** One line for the person who started the desk. */
  readonly description: string
  /** Where the embedded server hands its log over to be kept; null for a server that somebody else runs. */
  readonly stage: string | null
  stop(): Promise<void>
}

const DATABASE = 'truebook'

/** Starts the embedded server of this data folder, or takes over the one that runs, and keeps it running. */
export async function startEmbeddedDatabase(
  folder: string,
  say: (line: string) => void,
): Promise<DeskDatabase> {
  const { server, settings, stage } = await startDeskPostgres(folder)
  await ensureDatabase(server.urlOf('superuser', 'postgres'), DATABASE)
  const isElsewhere = !server.dataFolder.startsWith(folder)
  return {
    ownerUrl: server.urlOf('owner', DATABASE),
    appUrl: server.urlOf('app', DATABASE),
    description: [
      server.isAdopted ? 'PostgreSQL was still running and is taken over' : 'PostgreSQL is running',
      isElsewhere
        ? ` (its files are in ${server.dataFolder}: its account cannot enter ${folder})`
        : '',
    ].join(''),
    stage,
    stop: watchPostgres(server, { folder, settings, say }).stop,
  }
}

/**
 * Uses a server that somebody else runs. With DATABASE_OWNER_URL both roles exist already and are used as
 * given. With DATABASE_URL alone it must be allowed to make roles: the desk makes the roles that migrations
 * grant to, with random passwords in `<folder>/database-roles.json`, so that no process works with more
 * rights than it needs.
 */
export async function connectExternalDatabase(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DeskDatabase> {
  const url = env['DATABASE_URL']
  if (url === undefined) throw new Error('--external expects the environment variable DATABASE_URL')
  const givenOwnerUrl = env['DATABASE_OWNER_URL']
  const urls =
    givenOwnerUrl === undefined
      ? await makeExternalRoles(folder, url)
      : { ownerUrl: givenOwnerUrl, appUrl: url }
  const { hostname, pathname } = new URL(url)
  return {
    ...urls,
    description: `PostgreSQL at ${hostname}, database ${pathname.slice(1)}`,
    stage: null,
    stop: async () => undefined,
  }
}

/** Brings the schema up to date and returns how many migrations that took. */
export async function migrate(root: string, database: DeskDatabase): Promise<number> {
  const migrations = readMigrations(join(root, 'prisma', 'migrations'))
  const applied = await applyMigrations(database.ownerUrl, migrations)
  return applied.length
}

async function makeExternalRoles(folder: string, adminUrl: string) {
  const passwords = externalPasswords(folder)
  await ensureRoles(adminUrl, passwords)
  return {
    ownerUrl: adminUrl,
    appUrl: roleUrl(adminUrl, 'app', passwords.app),
  }
}

function externalPasswords(folder: string): Omit<ClusterRecord['passwords'], 'superuser'> {
  const path = join(folder, 'database-roles.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  mkdirSync(folder, { recursive: true })
  const passwords = { owner: newPassword(), app: newPassword(), readonly: newPassword() }
  writeFileAtomically(path, `${JSON.stringify(passwords, null, 2)}\n`)
  return passwords
}
