import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { inspectInThread } from '#runtime/datasets/inspect-in-thread.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { dropOldMinutes } from '#usecases/datasets/drop-old-minutes.ts'
import { scanDueDatasets } from '#usecases/datasets/scan-due-datasets.ts'
import { reportHeartbeat, withdrawHeartbeat } from '#usecases/system/report-heartbeat.ts'
import { AccountRoster } from './account-roster.ts'
import { Bell } from './bell.ts'
import { fetchDueHistory, HISTORY_LOOK_EVERY_MS } from './fetch-due-history.ts'
import { FORGET_EVERY_MS, forgetExpired } from './forget-expired.ts'
import { ingestMarkets } from './ingest-markets.ts'
import { LeaseKeeper, RENEW_EVERY_MS } from './lease-keeper.ts'
import { RECORD_WORTH_EVERY_MS, recordWorth } from './record-worth.ts'
import { repeat } from './repeat.ts'
import { RESEARCH_EVERY_MS, runResearch } from './run-research.ts'
import { scanPatterns } from './scan-patterns.ts'

/** A lease that ran out is taken within so long; one that is given back is told of at once. */
export const DISCOVER_EVERY_MS = SECOND_MS
/** How exactly we keep our own word to stop when a lease is not renewed. */
export const LEASE_WATCH_EVERY_MS = 500
/** Whoever looks at an account is told within two seconds that its runner is gone: see lib/gateway/pulses.ts. */
export const HEARTBEAT_EVERY_MS = 400

/** Whether a dataset is due to be looked at is asked so often; when it is, scan-due-datasets.ts says. */
const SCAN_LOOK_EVERY_MS = 5 * MINUTE_MS

const RUNNER_CHANNELS = [
  'truebook_order_due',
  'truebook_cancel_due',
  'truebook_account',
  'truebook_kill',
  'truebook_lease_free',
  'truebook_research_due',
] as const

export type RunningRunner = {
  /** Claims nothing more, lets what is on its way finish, gives the leases back. */
  stop(): Promise<void>
}

/**
 * Starts the runner: it takes the leases of accounts that nobody runs and runs them, and keeps market data new.
 * Resolves once it hears the database and has looked at every account. Starting is recovering: it makes no
 * difference how the runner before it ended.
 */
export async function startRunner(house: RunnerHouse): Promise<RunningRunner> {
  const stopping = new AbortController()
  const { signal } = stopping
  const { clock, log } = house
  const instance = house.dice.uuid()
  const leases = new LeaseKeeper(house, instance)
  const discoverDue = new Bell(clock)
  const researchDue = new Bell(clock)
  const roster = new AccountRoster(house, leases, () => discoverDue.ring())
  const round = (name: string, everyMs: number, bell: Bell, work: () => Promise<void>) =>
    repeat({ name, everyMs, bell, signal, clock, log }, work)
  const beat = heartbeatOf(house, { instance, roster })
  const listener = house.listen({
    channels: RUNNER_CHANNELS,
    onNotification: (channel, id) => {
      if (channel === 'truebook_order_due') roster.orderDue(id)
      else if (channel === 'truebook_cancel_due') roster.cancelDue(id)
      else if (channel === 'truebook_kill') roster.killDue(id)
      else if (channel === 'truebook_lease_free') discoverDue.ring()
      else if (channel === 'truebook_research_due') researchDue.ring()
      else {
        roster.restart(id)
        discoverDue.ring()
      }
    },
    onListening: () => {
      roster.allDue()
      discoverDue.ring()
      researchDue.ring()
    },
    onLost: () => log.warn({}, 'the runner does not hear the database; its rounds go on'),
  })
  await roster.discover()
  const rounds = [
    round('discover', DISCOVER_EVERY_MS, discoverDue, () => roster.discover()),
    round('leases', RENEW_EVERY_MS, new Bell(clock), async () => {
      for (const lease of await leases.renew()) roster.lose(lease)
    }),
    round('lease watch', LEASE_WATCH_EVERY_MS, new Bell(clock), async () => {
      for (const lease of leases.takeOverdue()) roster.lose(lease)
    }),
    round('heartbeat', HEARTBEAT_EVERY_MS, new Bell(clock), beat.report),
    round('forget', FORGET_EVERY_MS, new Bell(clock), () => forgetExpired(house)),
    round('research', RESEARCH_EVERY_MS, researchDue, () =>
      runResearch(house, { instance, signal }),
    ),
    round('scan', SCAN_LOOK_EVERY_MS, new Bell(clock), async () => {
      await scanDueDatasets({ ...house, inspect: inspectInThread }, signal)
    }),
    round('history', HISTORY_LOOK_EVERY_MS, new Bell(clock), () =>
      fetchDueHistory(house, { instance, signal }),
    ),
    round('old minutes', DAY_MS, new Bell(clock), async () => {
      await dropOldMinutes(house, signal)
    }),
    round('worth', RECORD_WORTH_EVERY_MS, new Bell(clock), () => recordWorth(house)),
    ingestMarkets(house, signal),
    scanPatterns(house, signal),
  ]
  log.info({ instance }, 'the runner runs')
  return {
    async stop() {
      stopping.abort()
      house.venues.stopWaiting()
      await Promise.all([...rounds, roster.stop(), listener.close()])
      await beat.withdraw()
    },
  }
}

function heartbeatOf(
  house: RunnerHouse,
  { instance, roster }: { readonly instance: string; readonly roster: AccountRoster },
) {
  const beat = { process: 'runner', instance, startedAt: house.clock.now() }
  return {
    report: () => reportHeartbeat(house, { ...beat, detail: roster.detail() }),
    withdraw: () => withdrawHeartbeat(house, beat),
  }
}
