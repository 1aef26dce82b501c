import pg from 'pg'
import { bulkFills, bulkOrders } from '../../test/builders/bulk-history.ts'
import type { OrderDesk } from '../../test/order-desk.ts'

const AGE_MS = 3_600_000

/**
 * Gives an account so many fills and their orders, all closed. Written as a copy would write: keys and triggers
 * are not asked, and indexes are built afterwards.
 */
export async function loadFills(
  superuserUrl: string,
  desk: OrderDesk,
  count: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '256MB'`)
    const { rows: indexes } = await client.query<{ drop: string; create: string }>(
      `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS create
        FROM pg_index i WHERE indrelid = ANY ('{"order",fill}'::regclass[]) AND NOT indisprimary
          AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    )
    for (const { drop } of indexes) await client.query(drop)
    const { account, instrumentId, clock } = desk
    const newestAt = clock.now() - AGE_MS
    // In one generation: names at a venue are given once.
    const rows = {
      accounts: [account],
      instrumentIds: [instrumentId],
      count,
      newestAt,
      generation: 1,
    }
    await client.query(bulkOrders(rows))
    await client.query(bulkFills(rows))
    await client.query(`UPDATE "order" SET state = 'FILLED', filled_quantity = quantity
      WHERE state = 'WORKING' AND venue_order_id LIKE 'v%'`)
    for (const { create } of indexes) await client.query(create)
    await client.query('VACUUM (ANALYZE) "order", fill')
  } finally {
    await client.end()
  }
}
