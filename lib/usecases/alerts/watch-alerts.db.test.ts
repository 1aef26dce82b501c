import { beforeEach, expect, test } from 'vitest'
import type { AlertKind } from '#core/alerts/alert-kinds.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '#core/time/time.ts'
import { readAlerts } from '#store/alerts.ts'
import { createFirm } from '#test/builders/firm.ts'
import { HouseState } from '#test/builders/house-state.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { toldClock } from '#test/told-clock.ts'
import { STANDING_MS_MIN, watchAlerts } from './watch-alerts.ts'

const opened = await openTestDatabase()
const { database } = opened
const instrumentId = await createInstrument(database)
let clock = toldClock()
let house: HouseState

beforeEach(async () => {
  clock = toldClock()
  house = await HouseState.open(opened, instrumentId)
})

const watch = () => watchAlerts({ db: house.firm.db, clock })
const alerts = () => house.firm.db.read((tx) => readAlerts(tx, { after: null, limit: 50 }))
const standing = async () =>
  (await alerts()).filter(({ clearedAt }) => clearedAt === null).map(({ kind }) => kind)
const orderBecomes = (state: string) => house.write(`UPDATE "order" SET state = '${state}'`)
const breaker = (state: string) =>
  house.beat({ breakers: [{ name: 'sim', state, sinceAt: house.ago(301 * SECOND_MS) }] })

test('a healthy firm has no alert', async () => {
  await watch()
  expect(await alerts()).toEqual([])
})

type Act = () => Promise<unknown>
const CONDITIONS: readonly [kind: AlertKind, begin: Act, end: Act][] = [
  [
    'BREAK_OPEN',
    () => house.breakOpens(),
    () => house.write(`UPDATE "break" SET state = 'RESOLVED'`),
  ],
  [
    'ORDER_IN_DOUBT',
    () => house.order('SENDING', house.ago(61 * SECOND_MS)),
    () => orderBecomes('WORKING'),
  ],
  [
    'ORDER_QUARANTINED',
    async () => {
      await house.order('SENDING', house.ago(0))
      await orderBecomes('QUARANTINED')
    },
    () => orderBecomes('NOT_PLACED'),
  ],
  ['RUNNER_DOWN', () => house.beat({}, house.ago(31 * SECOND_MS)), () => house.beat()],
  ['FEED_STALE', () => house.quote(house.ago(31 * SECOND_MS)), () => house.quote(house.ago(0))],
  ['CLOCK_OFFSET', () => house.beat({ clockOffsetMs: { sim: -501 } }), () => house.beat()],
  ['BREAKER_OPEN', () => breaker('open'), () => breaker('closed')],
  [
    'DISK_LOW',
    () => house.beat({ diskFreeRatio: 0.09 }),
    () => house.beat({ diskFreeRatio: 0.11 }),
  ],
  ['KILL_SWITCH', () => house.kill(), () => house.write('UPDATE kill_run SET released_at = now()')],
  ['BACKUP_OLD', () => house.backUp(house.ago(27 * HOUR_MS)), () => house.backUp(house.ago(0))],
  ['RESTORE_UNVERIFIED', () => house.forgetVerification(), () => house.backUp(house.ago(DAY_MS))],
]

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

const CAUSED = CONDITIONS.filter(([kind]) =>
  ['BREAK_OPEN', 'ORDER_QUARANTINED', 'KILL_SWITCH'].includes(kind),
)

test.each(CAUSED)('%s is raised in the transaction of its cause', async (kind, begin) => {
  await begin()
  expect(await standing()).toEqual([kind])
})

test('what flickers is not told again and again', async () => {
  await house.beat({ diskFreeRatio: 0.09 })
  await watch()
  await house.beat()
  await watch()
  expect(await standing()).toEqual(['DISK_LOW'])
})

test('a firm sees its own alerts alone, and a person bound to a client sees none', async () => {
  await house.breakOpens()
  const other = await createFirm(database, 'Another firm')
  const { organizationId, clientId } = house.account
  const bound = database.scoped({ organizationId, clientId })
  for (const db of [other.db, bound]) {
    expect(await db.read((tx) => readAlerts(tx, { after: null, limit: 50 }))).toEqual([])
  }
})

test('a kill switch pressed by a person bound to a client tells the firm', async () => {
  const { organizationId, clientId } = house.account
  await house.kill(database.scoped({ organizationId, clientId }))
  expect(await standing()).toEqual(['KILL_SWITCH'])
})
