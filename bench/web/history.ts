import pg from 'pg'
import { type BulkRows, bulkOrders } from '../../test/builders/bulk-history.ts'
import type { TestAccount } from '../../test/builders/firm.ts'
import type { BenchDesk } from '../orders/bench-desk.ts'
import { Trader, type WireAccount } from '../orders/trader.ts'

/** Older than what the house still compares with a venue. */
const AGE_MS = 30 * 86_400_000

export type History = {
  readonly clients: number
  readonly orders: number
  readonly fillsPerOrder: number
}

/** Takes on clients with a paper account each and gives them a long past: orders that are filled, and their fills. */
export async function loadHistory(
  desk: BenchDesk,
  { clients, orders, fillsPerOrder }: History,
): Promise<void> {
  const opened = await openAccounts(desk, clients)
  const client = new pg.Client({ connectionString: desk.superuserUrl })
  await client.connect()
  try {
    const accounts = await accountsOf(client, opened)
    const instruments = await client.query<{ id: string }>(
      `SELECT id FROM instrument WHERE venue_id = 'sim' ORDER BY id`,
    )
    const instrumentIds = instruments.rows.map(({ id }) => id)
    const newestAt = Date.now() - AGE_MS
    // As a copy would write: keys and triggers are not asked.
    await client.query('SET session_replication_role = replica')
    await client.query('BEGIN')
    await client.query(
      ordersWithFills({ accounts, instrumentIds, count: orders, newestAt }, fillsPerOrder),
    )
    await client.query(`UPDATE "order" SET state = 'FILLED', filled_quantity = quantity
      WHERE state = 'WORKING' AND venue_order_id LIKE 'v%'`)
    await client.query('COMMIT')
    await client.query('VACUUM (ANALYZE) "order", fill')
  } finally {
    await client.end()
  }
}

/** Through the desk's own doors; returns the names of the accounts. */
async function openAccounts({ url, admin }: BenchDesk, count: number): Promise<readonly string[]> {
  const person = new Trader(url)
  try {
    await person.signIn(admin)
    const names: string[] = []
    for (let place = 1; place <= count; place += 1) {
      const name = `Bench ${place}`
      const { id: clientId } = await person.post<{ id: string }>('/api/v1/clients', { name })
      const account = { clientId, venueId: 'sim', name, mode: 'paper' }
      await person.post<WireAccount>('/api/v1/accounts', account)
      names.push(name)
    }
    return names
  } finally {
    person.end()
  }
}

async function accountsOf(
  client: pg.Client,
  names: readonly string[],
): Promise<readonly TestAccount[]> {
  const { rows } = await client.query<TestAccount>(
    `SELECT a.organization_id AS "organizationId", a.client_id AS "clientId", a.id AS "accountId",
        own.id AS "bookId", other.id AS "externalBookId"
      FROM account a
      JOIN book own ON own.account_id = a.id AND own.kind = 'MANUAL'
      JOIN book other ON other.account_id = a.id AND other.kind = 'EXTERNAL'
      WHERE a.name = ANY ($1)`,
    [names],
  )
  return rows
}

function ordersWithFills(rows: BulkRows, fillsPerOrder: number) {
  const { text, values } = bulkOrders(rows)
  const part = `$${values.length + 1}::int`
  return {
    text: `WITH made AS (${text} RETURNING *)
      INSERT INTO fill (id, organization_id, client_id, account_id, book_id, instrument_id, order_id, venue_order_id,
        venue_trade_id, side, price, quantity, quote_quantity, fee_asset, fee_amount, liquidity, venue_at,
        recorded_at, source, venue_message)
      SELECT uuidv7(), organization_id, client_id, account_id, book_id, instrument_id, id, venue_order_id,
        venue_order_id || '-' || part, side, limit_price, quantity / ${part}, limit_price * quantity / ${part},
        'USDT', 0.1, 'taker', created_at, created_at, 'stream', '{}'
      FROM made CROSS JOIN generate_series(1, ${part}) part`,
    values: [...values, fillsPerOrder],
  }
}
