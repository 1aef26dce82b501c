import pg from 'pg'
import { systemClock } from '#runtime/system-clock.ts'
import type { BackedUpDesk } from '../../test/backed-up-desk.ts'
import { bulkFills, bulkOrders } from '../../test/builders/bulk-history.ts'
import { createClientWithAccount, createFirm } from '../../test/builders/firm.ts'
import { createInstrument } from '../../test/builders/market.ts'

const ORDERS_PER_ROUND = 100_000

/** Writes orders, fills and a ledger that is whole into a desk until its database is so large. */
export async function fillDesk(desk: BackedUpDesk, bytes: number): Promise<void> {
  const firm = await createFirm(desk.database)
  const instrumentIds = [await createInstrument(desk.database)]
  const client = new pg.Client({ connectionString: desk.superuserUrl })
  await client.connect()
  try {
    // As a copy would write: what triggers and keys would see is whole, and sums follow at the end.
    await client.query('SET session_replication_role = replica')
    for (let generation = 0; (await sizeOf(client)) < bytes; generation += 1) {
      const account = await createClientWithAccount(firm, `Client ${generation}`)
      const newestAt = systemClock.now()
      const rows = {
        accounts: [account],
        instrumentIds,
        count: ORDERS_PER_ROUND,
        newestAt,
        generation,
      }
      await client.query(bulkOrders(rows))
      await client.query(bulkFills(rows))
      await client.query(
        `UPDATE "order" SET state = 'FILLED', filled_quantity = 1 WHERE state = 'WORKING'`,
      )
      await client.query(LEDGER, [
        account.organizationId,
        account.clientId,
        account.accountId,
        account.bookId,
      ])
    }
    await client.query(`INSERT INTO ledger_balance (book_id, asset, kind, organization_id, client_id, account_id, amount)
      SELECT book_id, asset, kind, organization_id, client_id, account_id, sum(amount) FROM posting GROUP BY 1, 2, 3, 4, 5, 6`)
    await client.query('VACUUM (ANALYZE)')
  } finally {
    await client.end()
  }
}

async function sizeOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ size: string }>(
    'SELECT pg_database_size(current_database()) AS size',
  )
  return Number(rows[0]?.size)
}

/** Four postings a transaction, as a fill has. */
const LEDGER = `WITH made AS (
    INSERT INTO ledger_transaction (id, organization_id, client_id, account_id, kind, reference, effective_at, created_at)
    SELECT uuidv7(), $1, $2, $3, 'fill', gen_random_uuid()::text, now(), now() FROM generate_series(1, ${ORDERS_PER_ROUND})
    RETURNING id)
  INSERT INTO posting (transaction_id, line, organization_id, client_id, account_id, book_id, asset, kind, amount)
  SELECT made.id, line, $1, $2, $3, $4, asset, kind, amount FROM made CROSS JOIN (VALUES
    (0, 'BTC', 'available', 0.001), (1, 'BTC', 'tradeClearing', -0.001),
    (2, 'USDT', 'available', -60.123), (3, 'USDT', 'tradeClearing', 60.123)
  ) AS lines (line, asset, kind, amount)`
