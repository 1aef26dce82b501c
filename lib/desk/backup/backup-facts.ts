import { createHash } from 'node:crypto'
import pg from 'pg'

/** What a backup holds, to be found again in what is restored from it. */
export type BackupFacts = {
  /** The name of the newest migration. */
  readonly schemaVersion: string
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>
  /** SHA-256 over every row of the tables where money and its history are. */
  readonly hashes: Readonly<Record<HashedTable, string>>
  /** Over transactions and postings together: two desks with the same one have the same ledger. */
  readonly ledgerHash: string
}

/** Everything that moves money, and what was said about it. */
export const HASHED_TABLES = [
  'audit_event',
  'fill',
  'ledger_transaction',
  'order',
  'position',
  'posting',
  'transfer',
] as const
export type HashedTable = (typeof HASHED_TABLES)[number]

/** A row's text depends on these. */
const TEXT_SETTINGS = `SET TIME ZONE 'UTC'; SET DateStyle TO 'ISO, YMD'; SET IntervalStyle TO 'postgres'`
/** Rows are hashed in so many parts, because no text in PostgreSQL may be longer than 1 GB. */
const PARTS = 1024

/** Reads the facts in the transaction, if any, that the caller has open. */
export async function readBackupFacts(client: pg.ClientBase): Promise<BackupFacts> {
  await client.query(TEXT_SETTINGS)
  const rows: Record<string, number> = {}
  for (const table of await tablesOf(client)) rows[table] = await countRows(client, table)
  const entries: [HashedTable, string][] = []
  for (const table of HASHED_TABLES) entries.push([table, await hashRows(client, table)])
  const hashes = Object.fromEntries(entries) as Record<HashedTable, string>
  return {
    schemaVersion: await newestMigration(client),
    rows,
    hashes,
    ledgerHash: createHash('sha256')
      .update(hashes.ledger_transaction)
      .update(hashes.posting)
      .digest('hex'),
  }
}

/** The tables of the desk, a partitioned one counted once. */
async function tablesOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      ORDER BY relname`,
  )
  return rows.map(({ name }) => name)
}

async function countRows(client: pg.ClientBase, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${pg.escapeIdentifier(table)}`,
  )
  return Number(rows[0]?.count)
}

/** The same rows give the same hash, in whichever order they lie on disk. */
async function hashRows(client: pg.ClientBase, table: HashedTable): Promise<string> {
  const { rows } = await client.query<{ hash: string }>(
    `WITH lines AS (SELECT t::text AS line FROM ${pg.escapeIdentifier(table)} t),
      parts AS (
        SELECT hashtext(line) & ${PARTS - 1} AS part,
          sha256(convert_to(string_agg(line, E'\\n' ORDER BY line), 'UTF8')) AS hash
        FROM lines GROUP BY 1)
    SELECT encode(sha256(coalesce(string_agg(hash, ''::bytea ORDER BY part), ''::bytea)), 'hex') AS hash
    FROM parts`,
  )
  return rows[0]?.hash ?? ''
}

async function newestMigration(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`,
  )
  return rows[0]?.name ?? ''
}
