import { setTimeout as delay } from 'node:timers/promises'
import { pauseAccount } from '#usecases/accounts/pause-account.ts'
import { resumeAccount } from '#usecases/accounts/resume-account.ts'
import type { PlantedFault } from '../start-exchange.ts'
import { type ChaosHouse, GENEROUS_LIMITS, RUNNERS, type RunnerName } from './chaos-house.ts'
import { PROXY_FAULTS } from './fault-proxy.ts'

/** Something that befalls the house. What it breaks it mends before it ends. */
export type Act = {
  readonly name: string
  /** How soon after its end orders must reach the venue again. */
  readonly recoveryMsMax: number
  run(house: ChaosHouse, fraction: () => number): Promise<void>
}

/** A crashed runner's lease ends after ten seconds, and the other one looks every two (I9). */
const TAKEOVER_MS_MAX = 12_000
/** A runner that leaves by itself hands over at once (I10); its successor still has to go to the venue. */
const HANDOVER_MS_MAX = 5_000
/** From the moment it is there again (I22), and what the supervisor needs to see and start it. */
const DATABASE_MS_MAX = 10_000 + 5_000
const EXCHANGE_MS_MAX = 25_000
/** After a broken line: time-outs of requests in flight, the stream, the next quote. */
const NETWORK_MS_MAX = 20_000
/** Nobody is there to take over: the supervisor waits longer after each crash, half a minute at most. */
const BOTH_MS_MAX = 45_000
const LEASE_PAST_MS = 11_500
/** Less than the two seconds that the venue's sheet names. */
const LAG_MS = 1_500
const STREAM_CUTS = 30
const UNRUN_MS = 3_000
const GONE_WAIT_MS = 30_000

const runnerActs: readonly Act[] = [
  {
    name: 'kill -9 of a runner',
    recoveryMsMax: TAKEOVER_MS_MAX,
    run: async (house, fraction) => signalRunner(house, either(fraction), 'SIGKILL'),
  },
  {
    name: 'SIGTERM of a runner',
    recoveryMsMax: HANDOVER_MS_MAX,
    run: async (house, fraction) => signalRunner(house, either(fraction), 'SIGTERM'),
  },
  {
    name: 'a runner stands still past its lease and goes on',
    recoveryMsMax: HANDOVER_MS_MAX,
    async run(house, fraction) {
      const name = either(fraction)
      const pid = house.runnerPid(name)
      if (pid === undefined) return
      process.kill(pid, 'SIGSTOP')
      await delay(LEASE_PAST_MS)
      process.kill(pid, 'SIGCONT')
    },
  },
]

const bothRunners: Act = {
  name: 'kill -9 of both runners at once',
  recoveryMsMax: BOTH_MS_MAX,
  async run(house) {
    for (const name of RUNNERS) signalRunner(house, name, 'SIGKILL')
  },
}

export const POSTGRES_KILL: Act = {
  name: 'kill -9 of PostgreSQL',
  recoveryMsMax: DATABASE_MS_MAX,
  run: (house) => endPostgres(house, 'SIGKILL'),
}

const databaseActs: readonly Act[] = [
  POSTGRES_KILL,
  {
    name: 'PostgreSQL is stopped',
    recoveryMsMax: DATABASE_MS_MAX,
    run: (house) => endPostgres(house, 'SIGINT'),
  },
]

const exchangeActs: readonly Act[] = [
  {
    name: 'kill -9 of the exchange',
    recoveryMsMax: EXCHANGE_MS_MAX,
    async run(house) {
      const pid = house.exchangePid()
      if (pid === undefined) return
      process.kill(pid, 'SIGKILL')
      await until(() => house.exchangePid() !== undefined && house.exchangePid() !== pid)
      await house.control.setLimits(GENEROUS_LIMITS)
    },
  },
  misbehaves('places and does not answer', { kind: 'drop-after', count: 6, match: order() }),
  misbehaves('does not place and does not answer', {
    kind: 'drop-before',
    count: 6,
    match: order(),
  }),
  misbehaves('answers 503 after it placed', {
    kind: 'http-error',
    status: 503,
    when: 'after',
    count: 4,
    match: order(),
  }),
  misbehaves('answers 502 and did not place', { kind: 'http-error', status: 502, count: 4 }),
  misbehaves('answers late', { kind: 'delay', ms: 1_500, count: 12 }),
  {
    name: 'the exchange places, does not answer, tells nobody and reads its own past',
    recoveryMsMax: NETWORK_MS_MAX,
    async run({ control }) {
      await control.plantFault({ kind: 'lagged-reads', ms: LAG_MS })
      await control.plantFault({ kind: 'drop-after', count: 3, match: order() })
      for (let cut = 0; cut < STREAM_CUTS; cut += 1) {
        await control.plantFault({ kind: 'disconnect', target: 'user' })
        await delay(MISBEHAVES_MS / STREAM_CUTS)
      }
      await control.clearFaults()
    },
  },
  misbehaves('reads its own past', { kind: 'lagged-reads', ms: LAG_MS }),
  misbehaves('tells of no fills', { kind: 'suppress-fills' }),
  misbehaves('drops its streams', { kind: 'disconnect', target: 'all' }),
  misbehaves('has a clock that is wrong', { kind: 'clock-skew', ms: 3_000 }),
  misbehaves('says too many requests', { kind: 'rate-limit', count: 2 }),
  {
    name: 'somebody else trades on the account',
    recoveryMsMax: HANDOVER_MS_MAX,
    async run({ control }, fraction) {
      const side = fraction() < 0.5 ? 'BUY' : 'SELL'
      const terms = { symbol: 'ETHUSDT', side, type: 'MARKET', quantity: '0.05' }
      await control.placeOrder(VENUE_ACCOUNT, terms)
    },
  },
]

const networkActs: readonly Act[] = PROXY_FAULTS.map((fault) => ({
  name: `network: ${fault}`,
  recoveryMsMax: NETWORK_MS_MAX,
  async run({ proxy }, fraction) {
    proxy.breakWith(fault)
    await delay(1_000 + fraction() * 4_000)
    proxy.heal()
  },
}))

/** Resets here are commits of which nobody knows whether they happened. */
const databaseLineActs: readonly Act[] = PROXY_FAULTS.map((fault) => ({
  name: `line to the database: ${fault}`,
  recoveryMsMax: NETWORK_MS_MAX,
  async run({ databaseProxy }, fraction) {
    databaseProxy.breakWith(fault)
    await delay(1_000 + fraction() * 3_000)
    databaseProxy.heal()
  },
}))

const haltActs: readonly Act[] = [
  {
    name: 'the account is halted and resumed',
    recoveryMsMax: HANDOVER_MS_MAX,
    run: (house) => haltFor(house, MISBEHAVES_MS),
  },
  {
    // What was placed and not sent is still there when a runner comes: it must not be sent then.
    name: 'the account is halted while nobody runs it',
    recoveryMsMax: BOTH_MS_MAX,
    async run(house) {
      for (const name of RUNNERS) signalRunner(house, name, 'SIGKILL')
      await delay(UNRUN_MS)
      await haltFor(house, LEASE_PAST_MS + UNRUN_MS)
    },
  },
]

async function haltFor({ trader, account, halts }: ChaosHouse, ms: number): Promise<void> {
  const { accountId } = account
  await pauseAccount(trader, { accountId, reason: null })
  const from = Date.now()
  await delay(ms)
  halts.push({ from, until: Date.now() })
  await resumeAccount(trader, { accountId })
}

/** In the name of two things at once. */
export const AND = ', and '

/** Two things at once, each with its own patience. */
export function together(one: Act, other: Act): Act {
  return {
    name: `${one.name}${AND}${other.name}`,
    recoveryMsMax: one.recoveryMsMax + other.recoveryMsMax,
    async run(house, fraction) {
      await Promise.all([one.run(house, fraction), other.run(house, fraction)])
    },
  }
}

export const ACTS: readonly Act[] = [
  ...haltActs,
  ...databaseLineActs,
  ...runnerActs,
  bothRunners,
  ...databaseActs,
  ...exchangeActs,
  ...networkActs,
]

/** The first account that a fresh exchange opens. */
export const VENUE_ACCOUNT = 1
const MISBEHAVES_MS = 3_000

function misbehaves(name: string, fault: PlantedFault): Act {
  return {
    name: `the exchange ${name}`,
    recoveryMsMax: NETWORK_MS_MAX,
    async run({ control }) {
      await control.plantFault(fault)
      await delay(MISBEHAVES_MS)
      await control.clearFaults()
    },
  }
}

function order() {
  return { method: 'POST', path: '/api/v3/order' }
}

function either(fraction: () => number): RunnerName {
  return fraction() < 0.5 ? RUNNERS[0] : RUNNERS[1]
}

function signalRunner(house: ChaosHouse, name: RunnerName, signal: NodeJS.Signals): void {
  const pid = house.runnerPid(name)
  if (pid !== undefined) process.kill(pid, signal)
}

/** Ends when it runs again: the house's own watch starts it. */
async function endPostgres(house: ChaosHouse, signal: NodeJS.Signals): Promise<void> {
  const pid = house.postgresPid()
  if (pid === undefined) return
  process.kill(pid, signal)
  await until(() => house.postgresPid() !== undefined && house.postgresPid() !== pid)
}

async function until(isSo: () => boolean): Promise<void> {
  const endsAt = performance.now() + GONE_WAIT_MS
  while (!isSo() && performance.now() < endsAt) await delay(50)
}
