import { expect, test } from 'vitest'
import type { Log } from '#ports/log.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { insertOrders } from '#test/builders/insert-orders.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { silentLog } from '#test/silent-log.ts'
import { SLOW_QUERY_MS_DEFAULT } from './database.ts'
import { readOrders } from './read-orders.ts'

const CONNECTIONS_MAX = 6
const { clone, database } = await openTestDatabase({ connectionsMax: CONNECTIONS_MAX })
const firm = await createFirm(database)

test('500 reads at once all succeed on the connections that the pool may have', async () => {
  const account = await createClientWithAccount(firm)
  const instrumentIds = [await createInstrument(database)]
  const newestAt = at(Date.UTC(2026, 10, 20))
  await insertOrders(firm, { accounts: [account], instrumentIds, count: 300, newestAt })
  const connectionsSeen: number[] = []
  const reads = Array.from({ length: 500 }, async (_, index) => {
    const orders = await firm.db.read((tx) => readOrders(tx, { after: null, limit: 1 }))
    if (index % 50 === 0) connectionsSeen.push(await connectionsOfApp())
    return orders.length
  })
  expect(await Promise.all(reads)).toEqual(Array(500).fill(2))
  expect(Math.max(...connectionsSeen)).toBe(CONNECTIONS_MAX)
  expect(database.pool.totalCount).toBe(CONNECTIONS_MAX)
  expect(database.pool.waitingCount).toBe(0)
})

async function connectionsOfApp(): Promise<number> {
  const { rows } = await clone.ownerPool.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'truebook_app'`,
  )
  return rows[0]?.count ?? 0
}

test('a slow statement is logged by name, with its time and the request that asked it', async () => {
  const lines: Record<string, unknown>[] = []
  const logWith = (bound: Readonly<Record<string, unknown>>): Log => ({
    ...silentLog,
    warn: (fields, message) => lines.push({ ...bound, ...fields, message }),
    child: (fields) => logWith({ ...bound, ...fields }),
  })
  const log = logWith({}).child({ requestId: 'req-1' })
  const seconds = (SLOW_QUERY_MS_DEFAULT * 1.2) / 1_000
  await database.scoped(firm.db.scope, log).read(async (tx) => {
    await tx.query({
      name: 'sleeper',
      text: 'SELECT pg_sleep($1::float8)::text',
      values: [seconds],
    })
  })
  expect(lines).toEqual([
    {
      requestId: 'req-1',
      query: 'sleeper',
      tookMs: expect.any(Number),
      message: 'a query was slow',
    },
  ])
})
