import { beforeEach, expect, test } from 'vitest'
import type { AlertKind } from '#core/alerts/alert-kinds.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { readAlerts } from '#store/alerts.ts'
import { createClientWithAccount, createFirm, type TestAccount } from '#test/builders/firm.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertBreak } from '#test/builders/proof.ts'
import { toldClock } from '#test/told-clock.ts'
import { STANDING_MS_MIN, watchAlerts } from './watch-alerts.ts'

const { clone, database } = await openTestDatabase()
let clock = toldClock()
const instrumentId = await createInstrument(database)
let firm: Awaited<ReturnType<typeof createFirm>>
let account: TestAccount

beforeEach(async () => {
  clock = toldClock()
  await clone.ownerPool.query('TRUNCATE process_heartbeat, backup_run, quote')
  firm = await createFirm(database)
  account = await createClientWithAccount(firm)
  await beat()
  await quote(clock.now())
  await backup(clock.now())
})

const watch = () => watchAlerts({ db: firm.db, clock })
const ago = (ms: number): UnixMs => unixMsOf(clock.now() - ms)
const alerts = () => firm.db.read((tx) => readAlerts(tx, { after: null, limit: 50 }))
const standing = async () =>
  (await alerts()).filter(({ clearedAt }) => clearedAt === null).map(({ kind }) => kind)
const quote = (receivedAt: UnixMs) => quoteMarket(database, instrumentId, { last: '1', receivedAt })
const asOwner = (text: string, values: readonly unknown[] = []) =>
  clone.ownerPool.query(text, [...values])

test('a healthy firm has no alert', async () => {
  await watch()
  expect(await alerts()).toEqual([])
})

const CONDITIONS: readonly [
  kind: AlertKind,
  begin: () => Promise<unknown>,
  end: () => Promise<unknown>,
][] = [
  [
    'BREAK_OPEN',
    () => insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: clock.now() }),
    () => write(`UPDATE "break" SET state = 'RESOLVED'`),
  ],
  ['ORDER_IN_DOUBT', () => order('SENDING', ago(61_000)), () => orderBecomes('WORKING')],
  [
    'ORDER_QUARANTINED',
    async () => {
      await order('SENDING', clock.now())
      await orderBecomes('QUARANTINED')
    },
    () => orderBecomes('NOT_PLACED'),
  ],
  ['RUNNER_DOWN', () => beat({}, ago(31_000)), () => beat()],
  ['FEED_STALE', () => quote(ago(31_000)), () => quote(clock.now())],
  ['CLOCK_OFFSET', () => beat({ clockOffsetMs: { sim: -501 } }), () => beat()],
  [
    'BREAKER_OPEN',
    () => beat({ breakers: [{ name: 'sim', state: 'open', sinceAt: ago(301_000) }] }),
    () => beat({ breakers: [{ name: 'sim', state: 'closed', sinceAt: ago(301_000) }] }),
  ],
  ['DISK_LOW', () => beat({ diskFreeRatio: 0.09 }), () => beat({ diskFreeRatio: 0.11 })],
  ['KILL_SWITCH', killed, () => write('UPDATE kill_run SET released_at = now()')],
  ['BACKUP_OLD', () => backup(ago(27 * 3_600_000)), () => backup(clock.now())],
  ['RESTORE_UNVERIFIED', () => asOwner(UNVERIFY), () => backup(clock.now())],
]
const UNVERIFY = `UPDATE backup_run SET state = 'TAKEN', verified_at = NULL`

test.each(CONDITIONS)(
  '%s is raised once while it is so, and cleared when it is over',
  async (kind, begin, end) => {
    await begin()
    await watch()
    await watch()
    expect(await standing()).toEqual([kind])
    await end()
    clock.advance(STANDING_MS_MIN)
    await watch()
    expect(await standing()).toEqual([])
    expect((await alerts()).map((alert) => alert.kind)).toEqual([kind])
  },
)

test.each(['BREAK_OPEN', 'ORDER_QUARANTINED', 'KILL_SWITCH'])(
  '%s is raised in the transaction of its cause',
  async (kind) => {
    const [, begin] = CONDITIONS.find(([name]) => name === kind) ?? []
    await begin?.()
    expect(await standing()).toEqual([kind])
  },
)

test('what flickers is not told again and again', async () => {
  await beat({ diskFreeRatio: 0.09 })
  await watch()
  await beat()
  await watch()
  expect(await standing()).toEqual(['DISK_LOW'])
})

test('a firm sees its own alerts alone, and a person bound to a client sees none', async () => {
  await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: clock.now() })
  const other = await createFirm(database, 'Another firm')
  const { organizationId } = firm
  const bound = database.scoped({ organizationId, clientId: account.clientId })
  for (const db of [other.db, bound]) {
    expect(await db.read((tx) => readAlerts(tx, { after: null, limit: 50 }))).toEqual([])
  }
})

test('a kill switch pressed by a person bound to a client tells the firm', async () => {
  const { organizationId, clientId } = account
  await killed(database.scoped({ organizationId, clientId }))
  expect(await standing()).toEqual(['KILL_SWITCH'])
})

function beat(detail: object = {}, at: UnixMs = clock.now()) {
  return asOwner(
    `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
      VALUES ('runner', 'one', now(), to_timestamp($1::float8 / 1000), $2)
      ON CONFLICT (process, instance) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail`,
    [at, JSON.stringify(detail)],
  )
}

function backup(at: UnixMs) {
  return asOwner(
    `WITH gone AS (DELETE FROM backup_run)
     INSERT INTO backup_run (id, kind, state, started_at, finished_at, file, ledger_hash, verified_at)
      VALUES (gen_random_uuid(), 'NIGHTLY', 'VERIFIED', to_timestamp($1::float8 / 1000),
        to_timestamp($1::float8 / 1000), 'a-file', 'a-hash', to_timestamp($1::float8 / 1000))`,
    [at],
  )
}

function order(state: string, claimedAt: UnixMs) {
  return firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO "order" (id, organization_id, client_id, account_id, book_id, instrument_id, side, type,
          quantity, limit_price, time_in_force, post_only, reduce_only, origin_kind, origin_id, client_order_id, claim_token, state,
          claimed_at,
          created_at, updated_at)
        VALUES ($1::uuid, $2, $3, $4, $5, $6, 'buy', 'limit', 1, 1, 'GTC', false, false, 'person', 'somebody', $1::text, 1, $7,
          to_timestamp($8::float8 / 1000), now(), now())`,
      values: [
        systemDice.uuid(),
        account.organizationId,
        account.clientId,
        account.accountId,
        account.bookId,
        instrumentId,
        state,
        claimedAt,
      ],
    }),
  )
}

function orderBecomes(state: string) {
  return write(`UPDATE "order" SET state = '${state}'`)
}

function write(text: string) {
  return firm.db.write((tx) => tx.query({ text }))
}

function killed(db = firm.db) {
  const { organizationId, clientId, accountId } = account
  return db.write((tx) =>
    tx.query({
      text: `INSERT INTO kill_run (id, organization_id, client_id, account_id, scope_kind, scope_id, pause_entries,
          cancel_all, flatten, is_drill, engaged_at, engaged_by)
        VALUES ($1, $2, $3, $4::uuid, 'account', $4::text, true, true, false, false, now(), $1)`,
      values: [systemDice.uuid(), organizationId, clientId, accountId],
    }),
  )
}
