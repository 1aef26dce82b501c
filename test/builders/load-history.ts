import type { TestDatabase } from '#test/database.ts'
import { type BulkRows, bulkFills, bulkOrders } from './bulk-history.ts'

const TABLES = ['"order"', 'fill']

/**
 * Writes as many orders and as many fills as told, fast enough for a million of each: indexes are built
 * afterwards, and the two tables lose their foreign keys and checks in this database for good.
 */
export async function loadHistory(clone: TestDatabase, rows: BulkRows): Promise<void> {
  const owner = await clone.ownerPool.connect()
  const each = async (statement: string) => {
    for (const table of TABLES) await owner.query(statement.replace('$', table))
  }
  try {
    const keys = await owner.query<{ drop: string }>(
      `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop
        FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid = ANY ($1::regclass[])`,
      [TABLES],
    )
    const indexes = await owner.query<{ drop: string; create: string }>(
      `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS create
        FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisprimary`,
      [TABLES],
    )
    for (const { drop } of [...keys.rows, ...indexes.rows]) await owner.query(drop)
    await each('ALTER TABLE $ NO FORCE ROW LEVEL SECURITY')
    await owner.query(bulkOrders(rows))
    await owner.query(bulkFills(rows))
    await each('ALTER TABLE $ FORCE ROW LEVEL SECURITY')
    await owner.query("SET maintenance_work_mem = '256MB'")
    for (const { create } of indexes.rows) await owner.query(create)
    // With a visibility map, as autovacuum leaves tables that have been there for a while.
    await each('VACUUM (ANALYZE) $')
  } finally {
    owner.release(true)
  }
}
