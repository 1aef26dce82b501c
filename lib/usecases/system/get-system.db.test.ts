import { expect, test } from 'vitest'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertReconciliation } from '#test/builders/proof.ts'
import { at } from '#test/builders.ts'
import { BEAT_LATE_MS, BEAT_LOST_MS, getSystem } from './get-system.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const account = await createClientWithAccount(firm, 'Lynk')
const now = at(Date.UTC(2026, 10, 20))
const systemNow = () => getSystem({ db: firm.db, clock: clockAt(now) })

const beat = (process: string, instance: string, ageMs: number) =>
  database.unscoped((tx) =>
    tx.query({
      text: `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
        VALUES ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($3::float8 / 1000), '{"queue": 3}')`,
      values: [process, instance, now - ageMs],
    }),
  )

test('a heart that beats late is told from one that stopped, and a replaced process is forgotten', async () => {
  await beat('gateway', 'only', BEAT_LATE_MS)
  await beat('runner', 'late', BEAT_LATE_MS + 1)
  await beat('web', 'replaced', 61_000)
  await beat('web', 'lost', BEAT_LOST_MS + 1)
  await beat('web', 'new', 0)
  const { processes } = await systemNow()
  expect(processes.map(({ instance, state }) => [instance, state])).toEqual([
    ['only', 'ok'],
    ['late', 'degraded'],
    ['lost', 'down'],
    ['new', 'ok'],
  ])
  expect(processes[0]).toMatchObject({ process: 'gateway', detail: { queue: 3 } })
})

test('an account tells who acts for it and when it was last compared', async () => {
  const before = await systemNow()
  expect(before.accounts).toMatchObject([
    { clientName: 'Lynk', leaseHolder: null, reconciledAt: null, booksState: 'UNKNOWN' },
  ])
  await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt: now })
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO account_lease (account_id, organization_id, client_id, holder, token, renewed_at, expires_at)
        VALUES ($1, $2, $3, 'runner-1', 7, now(), to_timestamp($4::float8 / 1000))`,
      values: [account.accountId, account.organizationId, account.clientId, now + 10_000],
    }),
  )
  const { accounts } = await systemNow()
  expect(accounts).toMatchObject([
    {
      leaseHolder: 'runner-1',
      leaseToken: 7,
      leaseExpiresAt: now + 10_000,
      reconciledAt: now,
      booksState: 'PROVEN',
    },
  ])
})

test('a venue tells how old its newest quote is, and the database its size and connections', async () => {
  await createInstrument(database, 'ETH-USDT')
  const btc = await createInstrument(database)
  await quoteMarket(database, btc, { last: '1', receivedAt: at(now - 500) })
  const { markets, database: state } = await systemNow()
  expect(markets).toEqual([{ venueId: 'sim', instruments: 2, newestQuoteAt: now - 500 }])
  expect(state.sizeBytes).toBeGreaterThan(1_000_000)
  expect(state.connections).toBeGreaterThan(0)
  expect(state.connections).toBeLessThanOrEqual(state.connectionsMax)
})

test('what waits for a word, an attempt or a hand is counted', async () => {
  const calm = { ordersInDoubt: 0, ordersQuarantined: 0, messagesWaiting: 0, messagesDead: 0 }
  const { safety, clocks, circuits } = await systemNow()
  expect(safety).toMatchObject({
    ...calm,
    oldestSentAt: null,
    backedUpAt: null,
    backupFailure: null,
  })
  expect([clocks, circuits]).toEqual([[], []])
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO alert (id, organization_id, kind, severity, subject, detail, raised_at)
        VALUES (gen_random_uuid(), $1, 'FEED_STALE', 'page', 'venue:sim', '{}', now())`,
      values: [firm.organizationId],
    }),
  )
  expect((await systemNow()).safety.alertsStanding).toBe(1)
})
