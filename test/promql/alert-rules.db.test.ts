import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openPromMeter, type PromMeter } from '#adapters/metrics/prom-meter.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, unixMsOf } from '#core/time/time.ts'
import { LeaseKeeper } from '#runtime/runner/lease-keeper.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { raiseAlerts } from '#store/alerts.ts'
import { orderPathStore } from '#store/order-path.ts'
import { writeProcessMetrics } from '#store/process-metrics.ts'
import { HouseState } from '#test/builders/house-state.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { silentLog } from '#test/silent-log.ts'
import { houseMetrics } from '#usecases/system/house-metrics.ts'
import { evaluatePromql, type Sample } from './evaluate-promql.ts'
import { type Rule, readRules } from './read-rules.ts'

const opened = await openTestDatabase()
const { database } = opened
const instrumentId = await createInstrument(database)
const RUNBOOKS = resolve(import.meta.dirname, '../../docs/runbooks')
const house = await HouseState.open(opened, instrumentId)
const ALERTS = [...readRules('page.yml'), ...readRules('ticket.yml')]
const RECORDED = readRules('recording.yml')

/** As it is, or one that does not answer. */
let scrapedDatabase = database
let meter: PromMeter
/** Everything scraped so far, at times that the test tells. */
let scraped: Sample[]
let now: number

beforeEach(async () => {
  scrapedDatabase = database
  await house.heal()
  await house.write(
    `INSERT INTO account_lease (account_id, organization_id, client_id, holder, token, renewed_at, expires_at)
      SELECT id, organization_id, client_id, 'one', 1, now(), now() + interval '1 hour' FROM account
      ON CONFLICT (account_id) DO UPDATE SET expires_at = excluded.expires_at`,
  )
  meter = openPromMeter({ process: 'web', instance: 'one' })
  meter.time('http_request_seconds', 0.01, { method: 'GET', path: '/api/v1/orders', status: '200' })
  meter.time('http_request_seconds', 0.01, { method: 'GET', path: '/api/v1/orders', status: '503' })
  meter.time('pg_pool_wait_seconds', 0.001)
  scraped = []
  now = Date.UTC(2026, 10, 21)
})

/** What Prometheus would store of a scrape, with the rules that record. */
async function scrape(passedMs = 10 * SECOND_MS): Promise<void> {
  now += passedMs
  const { identity } = meter
  const families = await meter.families()
  await database.unscoped((tx) => writeProcessMetrics(tx, { ...identity, families }))
  const told = await houseMetrics({ database: scrapedDatabase, log: silentLog })
  scraped.push(...told.flatMap(({ samples }) => samples.map((sample) => ({ ...sample, at: now }))))
  scraped.push({ name: 'up', labels: { job: 'truebook' }, value: 1, at: now })
  for (const { name, expression } of RECORDED) {
    scraped.push(...holds(expression).map((element) => ({ ...element, name, at: now })))
  }
}

const holds = (expression: string) => evaluatePromql(expression, { samples: scraped, now })
const firing = () =>
  ALERTS.filter(({ expression }) => holds(expression).length > 0).map(({ name }) => name)
const answers = (status: string, count: number) => {
  for (let n = 0; n < count; n++) {
    meter.time('http_request_seconds', 0.01, { method: 'GET', path: '/api/v1/orders', status })
  }
}

test('nothing fires while all is well', async () => {
  await scrape()
  answers('200', 100)
  await scrape()
  expect(firing()).toEqual([])
})

type Drill = () => unknown
const scrapeAway = (name: string) => {
  scraped = scraped.filter((sample) => sample.name !== name)
}

/** How each condition comes about; afterwards the house is scraped and the rule looked at. */
const DRILLS: Readonly<Record<string, Drill>> = {
  InvariantViolated: () => meter.count('invariant_violation_total'),
  StaleToken: () => loseLease(),
  LedgerDoesNotSum: () => tell('ledger_sum', 0.1),
  OrderQuarantined: async () => {
    await house.order('SENDING', house.ago(0))
    await house.write(`UPDATE "order" SET state = 'QUARANTINED'`)
  },
  OrderInDoubt: () => house.order('SENDING', house.ago(61 * SECOND_MS)),
  BreakOpen: () => house.breakOpens(),
  RunnerDown: () => house.beat({}, house.ago(31 * SECOND_MS)),
  AccountUnserved: () => house.write('UPDATE account_lease SET expires_at = now()'),
  FeedStale: () => house.quote(house.ago(31 * SECOND_MS)),
  PositionUnprotected: () => raise(),
  KillSwitchEngaged: () => house.kill(),
  DatabaseDown: () => {
    scrapedDatabase = { ...database, unscoped: () => Promise.reject(new Error('away')) }
  },
  WebDown: () => tell('up', 0),
  DiskLow: () => house.beat({ diskFreeRatio: 0.09 }),
  ErrorBudgetBurnsFast: () => answers('503', 100),
  ErrorBudgetBurns: () => answers('503', 100),
  ErrorBudgetSpent: () => answers('503', 100),
  SignInStorm: () => {
    for (let n = 0; n < 1_001; n++) meter.count('auth_fail_total')
  },
  ClockOffset: () => house.beat({ clockOffsetMs: { sim: -501 } }),
  BreakerOpen: () => house.beat({ breakers: [{ name: 'sim', state: 'open', sinceAt: 0 }] }),
  TransactionGivenUp: () => meter.count('tx_giveup_total'),
  OutboxLag: () => house.message('PENDING', house.ago(61 * SECOND_MS)),
  DeadLetters: () => house.message('DEAD', house.ago(DAY_MS)),
  BackupOld: () => house.backUp(house.ago(27 * HOUR_MS)),
  RestoreUnverified: () => house.backUp(house.ago(9 * DAY_MS)),
  Restarts: async () => {
    for (const instance of ['two', 'three', 'four']) {
      meter = openPromMeter({ process: 'web', instance })
      await scrape(MINUTE_MS)
    }
  },
  EventLoopLag: standStill,
  PoolWait: () => {
    for (let n = 0; n < 100; n++) meter.time('pg_pool_wait_seconds', 0.2)
  },
  LoginFailures: async () => {
    await scrape(2 * HOUR_MS)
    await scrape(2 * HOUR_MS)
    for (let n = 0; n < 30; n++) meter.count('auth_fail_total')
  },
}
/** What cannot be brought about here: PostgreSQL refuses it, or Prometheus itself tells it. */
const told = new Map<string, number>()
const tell = (name: string, value: number) => told.set(name, value)

test('every alert has its drill', () => {
  expect(Object.keys(DRILLS).sort()).toEqual(ALERTS.map(({ name }) => name).sort())
})

test.each(ALERTS.map((rule) => [rule.name, rule] as const))(
  '%s fires when its condition is raised',
  async (name, rule) => {
    told.clear()
    await scrape()
    await DRILLS[name]?.()
    await scrape()
    scraped = scraped.map((sample) => ({ ...sample, value: told.get(sample.name) ?? sample.value }))
    expect(holds(rule.expression)).not.toEqual([])
  },
)

test('what is not told at all is noticed', async () => {
  await scrape()
  for (const [name, metric] of [
    ['RunnerDown', 'process_heartbeat_age_seconds'],
    ['BackupOld', 'backup_age_seconds'],
    ['RestoreUnverified', 'restore_verified_age_seconds'],
  ] as const) {
    scrapeAway(metric)
    expect(firing()).toContain(name)
  }
})

test('every alert says how urgent it is and names a runbook that there is', () => {
  const lacking = ({ severity, runbook }: Rule) =>
    !['page', 'ticket'].includes(severity ?? '') ||
    !existsSync(resolve(RUNBOOKS, `${runbook?.replace('/desk/runbooks/', '')}.md`))
  expect(ALERTS.filter(lacking).map(({ name }) => name)).toEqual([])
})

/** A runner that stood still renews a lease that another has taken. */
async function loseLease(): Promise<void> {
  await house.write(`UPDATE account_lease SET expires_at = now()`)
  const orderPath = orderPathStore(house.firm.db)
  const parts = {
    clock: systemClock,
    log: silentLog,
    meter,
    withOrganization: () => ({ orderPath }),
  }
  const [stood, next] = ['stood', 'next'].map((name) => new LeaseKeeper(parts, name))
  await stood?.acquire({ ...RUNNABLE, ...house.account })
  await house.write(`UPDATE account_lease SET expires_at = now()`)
  await next?.acquire({ ...RUNNABLE, ...house.account })
  await stood?.renew()
}

const RUNNABLE = {
  venueId: venueIdOf('sim'),
  mode: 'paper',
  status: 'CONNECTED',
  createdAt: unixMsOf(0),
} as const

/** Nothing else of this process runs meanwhile. The delay is what passes from one of the meter's timers to the next. */
async function standStill(): Promise<void> {
  await meter.families() // measures from here on
  await oneTimer()
  const until = performance.now() + STANDS_STILL_MS
  while (performance.now() < until);
  await oneTimer()
}

const STANDS_STILL_MS = 300
const LAG_RESOLUTION_MS = 20
const oneTimer = () => new Promise((resume) => setTimeout(resume, 2 * LAG_RESOLUTION_MS))

function raise(): Promise<void> {
  const { organizationId, accountId, clientId } = house.account
  const kind = 'POSITION_UNPROTECTED'
  const conditions = [{ kind, subject: 'position:one', clientId, accountId, detail: {} }] as const
  return house.firm.db.write((tx) =>
    raiseAlerts(tx, { organizationId, conditions, now: house.ago(0) }),
  )
}
