import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { type Percentiles, percentiles } from './percentiles.ts'

export type InsertFloor = { readonly perSecond: number; readonly latencyMs: Percentiles }

const INSERTS_ALONE = 500
const INSERTS_TOGETHER = 6_000
const CONNECTIONS = 8

/**
 * What this machine's PostgreSQL can do at best: one prepared insert per order, each its own transaction, into
 * a table of the order's columns without its constraints. Alone for the latency, together for the rate.
 */
export async function measureInsertFloor(databaseUrl: string): Promise<InsertFloor> {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client(databaseUrl))
  for (const client of clients) await client.connect()
  const [first] = clients
  if (first === undefined) throw new Error('the floor needs a connection')
  try {
    await first.query(`CREATE TABLE bench_order (LIKE "order")`)
    const alone: number[] = []
    for (let i = 0; i < INSERTS_ALONE; i++) alone.push(await insertOne(first))
    const startedAt = performance.now()
    await Promise.all(clients.map((client) => insertMany(client, INSERTS_TOGETHER / CONNECTIONS)))
    const seconds = (performance.now() - startedAt) / 1000
    return { perSecond: INSERTS_TOGETHER / seconds, latencyMs: percentiles(alone) }
  } finally {
    await first.query('DROP TABLE IF EXISTS bench_order')
    for (const client of clients) await client.end()
  }
}

async function insertMany(client: Client, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await insertOne(client)
}

async function insertOne(client: Client): Promise<number> {
  const startedAt = performance.now()
  const id = randomUUID()
  await client.query({
    name: 'bench-insert',
    text: `INSERT INTO bench_order (id, organization_id, client_id, account_id, book_id, instrument_id, side,
             type, quantity, time_in_force, post_only, reduce_only, origin_kind, origin_id, state,
             filled_quantity, filled_quote, hold_amount, attempt, created_at, updated_at)
           VALUES ($1, $1, $1, $1, $1, 'sim:BTC-USDT', 'buy', 'market', 0.001, 'GTC', false, false, 'person',
             $2, 'NEW', 0, 0, 0, 0, now(), now())`,
    values: [id, id],
  })
  return performance.now() - startedAt
}
