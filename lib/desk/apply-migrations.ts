import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Prisma Migrate's own advisory lock, so that both never migrate at once. */
const PRISMA_MIGRATE_LOCK = 72_707_369

/** Prisma Migrate's own table, column by column. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/**
 * Applies every migration that the database has not seen, in order, each in its own transaction, and returns
 * their names. It leaves exactly what `prisma migrate deploy` would, without the Prisma CLI. Safe to repeat
 * and to run twice at once. Throws when an earlier migration failed half-way or was edited afterwards.
 */
export async function applyMigrations(
  ownerUrl: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK])
    await client.query(MIGRATIONS_TABLE)
    const seen = await appliedChecksums(client)
    const names: string[] = []
    for (const migration of migrations) {
      if (isApplied(seen, migration)) continue
      await applyMigration(client, migration)
      names.push(migration.name)
    }
    return names
  } finally {
    await client.end()
  }
}

/** The migrations of a folder laid out as Prisma does: `<timestamp>_<name>/migration.sql`, oldest first. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{
    migration_name: string
    checksum: string
    finished_at: Date | null
  }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const failed = rows.filter((row) => row.finished_at === null).map((row) => row.migration_name)
  if (failed.length > 0) {
    throw new Error(
      `migration ${failed.join(', ')} failed earlier: repair the database, then run npx prisma migrate resolve`,
    )
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

function isApplied(seen: ReadonlyMap<string, string>, { name, checksum }: Migration): boolean {
  const applied = seen.get(name)
  if (applied === undefined || applied === checksum) return applied !== undefined
  throw new Error(
    `migration ${name} was edited after it was applied: restore it and write a new one`,
  )
}

/** One simple query is one implicit transaction, as in Prisma's own engine. */
async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  await client.query(
    'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)',
    [id, migration.checksum, migration.name],
  )
  try {
    await client.query(migration.sql)
  } catch (cause) {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(cause)])
    throw new Error(`migration ${migration.name} failed: ${cause}`, { cause })
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}
