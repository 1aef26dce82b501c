import { beforeAll, expect, test } from 'vitest'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { explain } from '#test/builders/explain.ts'
import { createAccount, createClient, createFirm } from '#test/builders/firm.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertBreak, insertReconciliation } from '#test/builders/proof.ts'
import { at } from '#test/builders.ts'
import { getBooksStrip, STRIP_BUCKETS, STRIP_STEP_MS } from './get-books-strip.ts'

const { clone, database } = await openTestDatabase()
const midnight = Date.UTC(2026, 10, 20)
const now = at(midnight + MINUTE_MS)
const clock = clockAt(now)
const firm = await createFirm(database)
const client = await createClient(firm, 'Lynk')
const account = await createAccount(firm, { clientId: client, name: 'Main' })
const other = await createAccount(firm, { clientId: await createClient(firm, 'Orin') })
const stranger = await createFirm(database, 'Another firm')
const step = (buckets: number) => unixMsOf(midnight + buckets * STRIP_STEP_MS)

beforeAll(async () => {
  for (const [outcome, bucket] of [
    ['PROVEN', -500],
    ['PROVEN', -3],
    ['FAILED', -2],
    ['BROKEN', -1],
    ['PROVEN', 0],
  ] as const) {
    await insertReconciliation(firm, account, { outcome, finishedAt: step(bucket) })
  }
  await insertReconciliation(firm, other, { outcome: 'PROVEN', finishedAt: step(0) })
  await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: step(-1) })
})

test('a day is at most 480 buckets, with what was missed as a gap and what disagreed as a break', async () => {
  const strip = await getBooksStrip({ db: firm.db, clock }, { accountId: account.accountId })
  expect({ buckets: (strip.to - strip.from) / strip.stepMs, to: strip.to }).toEqual({
    buckets: STRIP_BUCKETS,
    to: step(1),
  })
  expect(strip.venues).toMatchObject([
    {
      venueId: 'sim',
      accounts: 1,
      lastCheckedAt: step(0),
      breaks: [{ asset: 'BTC', state: 'OPEN' }],
      runs: [
        { from: step(-479), to: step(-3), state: 'GAP', checks: 0 },
        { from: step(-3), to: step(-2), state: 'PROVEN', checks: 1 },
        { from: step(-2), to: step(-1), state: 'GAP', checks: 0 },
        { from: step(-1), to: step(0), state: 'BROKEN', checks: 1 },
        { from: step(0), to: step(1), state: 'PROVEN', checks: 1 },
      ],
    },
  ])
})

test('accounts of one venue are one line, and each scope sees its own', async () => {
  const whole = await getBooksStrip({ db: firm.db, clock }, {})
  expect(whole.venues).toMatchObject([{ venueId: 'sim', accounts: 2 }])
  const bound = database.scoped({ organizationId: firm.organizationId, clientId: client })
  expect((await getBooksStrip({ db: bound, clock }, {})).venues).toMatchObject([{ accounts: 1 }])
  expect((await getBooksStrip({ db: stranger.db, clock }, {})).venues).toEqual([])
  await expect(
    getBooksStrip({ db: stranger.db, clock }, { accountId: account.accountId }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a day of comparisons is read from an index, whatever the history behind it', async () => {
  await insertHistory()
  const plans = await explain(firm.db, async (tx) => {
    const db = { ...firm.db, read: <T>(work: (it: typeof tx) => Promise<T>) => work(tx) }
    await getBooksStrip({ db, clock }, {})
  })
  const scans = plans.flatMap(({ nodes }) =>
    nodes.filter(
      (node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'reconciliation',
    ),
  )
  expect(scans).toEqual([])
  const ticks = plans.find(({ name }) => name === 'read-strip-ticks')
  expect(ticks?.tookMs).toBeLessThan(TICKS_MS_MAX)
})

const TICKS_MS_MAX = 250
const HISTORY_DAYS = 10

/** A comparison every 15 seconds for ten days, and a visibility map, as autovacuum leaves it. */
async function insertHistory() {
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO reconciliation (id, organization_id, client_id, account_id, started_at, finished_at, outcome, detail)
        SELECT gen_random_uuid(), $1, $2, $3, at, at, 'PROVEN', '{}'
        FROM generate_series($4::timestamptz - $5::int * interval '1 day', $4::timestamptz, interval '15 seconds') at`,
      values: [
        firm.organizationId,
        account.clientId,
        account.accountId,
        new Date(now).toISOString(),
        HISTORY_DAYS,
      ],
    }),
  )
  await clone.ownerPool.query('VACUUM (ANALYZE) reconciliation')
}
