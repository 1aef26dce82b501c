import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { Log } from '#ports/log.ts'
import type { Lease } from '#ports/order-path-store.ts'
import { type AccountDesk, openAccountDesk } from '#runtime/runner/account-desk.ts'
import { Bell } from '#runtime/runner/bell.ts'
import { LeaseKeeper, RENEW_EVERY_MS } from '#runtime/runner/lease-keeper.ts'
import { repeat } from '#runtime/runner/repeat.ts'
import { roundOf } from '#runtime/runner/round-of.ts'
import { askCancels } from '#runtime/runner/send-orders.ts'
import { startRounds } from '#runtime/runner/start-rounds.ts'
import { DISCOVER_EVERY_MS } from '#runtime/runner/start-runner.ts'
import { watchClock } from '#runtime/runner/watch-clock.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import { silentLog } from '#test/silent-log.ts'
import { SimVenue } from '../exchange/sim-venue.ts'
import type { VenueConnection } from '../exchange/venue-connection.ts'
import { simClock, WORLD_BEGAN_AT } from '../kernel/sim-clock.ts'
import { newProcess, type SimProcess } from '../kernel/sim-process.ts'
import { SimOrderPath } from '../store/sim-order-path.ts'
import { INSTRUMENTS, type SimHouse } from './sim-house.ts'

const RETRY_AFTER_MS = 2 * SECOND_MS
/** Seldomer than in the runner: it is a round trip a second. */
const CLOCK_EVERY_MS = 5 * SECOND_MS
const SKEW_MS_MAX = 500

export type SimRunner = {
  readonly process: SimProcess
  /** As notifications of the database do. */
  ring(): void
  /** As SIGTERM does. */
  stop(): void
}

export type RunnerHouse = SimHouse &
  Pick<VenueConnection, 'onSent' | 'onNotFound'> & {
    prove(desk: AccountDesk): Promise<void>
  }

/** Starts a runner's process: its own leases, bells and rounds over the simulated database and venue. */
export function startSimRunner(house: RunnerHouse, name: string): SimRunner {
  const { world } = house
  const skewMs = world.faults.has('skew')
    ? Math.round(world.faults.delayUpTo(SKEW_MS_MAX)) * (world.dice.happens(0.5) ? 1 : -1)
    : 0
  const process = newProcess(name, skewMs)
  const runner = new SimRunnerProcess(house, process)
  world.after(0, () => void runner.run())
  return { process, ring: () => runner.ring(), stop: () => runner.stop() }
}

type Running = { readonly lease: Lease; readonly stopping: AbortController }

class SimRunnerProcess {
  readonly #stopping = new AbortController()
  readonly #house: RunnerHouse
  readonly #process: SimProcess
  readonly #orderPath: SimOrderPath
  readonly #keeper: LeaseKeeper
  readonly #clock: ReturnType<typeof simClock>
  #running: Running | null = null
  #ended: Promise<void> = Promise.resolve()
  #desk: AccountDesk | null = null

  constructor(house: RunnerHouse, process: SimProcess) {
    const { world, database } = house
    this.#house = house
    this.#process = process
    this.#clock = simClock(world, process)
    this.#orderPath = new SimOrderPath({ world, database, process, clock: this.#clock })
    const withOrganization = () => ({ orderPath: this.#orderPath })
    const log = this.#log()
    this.#keeper = new LeaseKeeper(
      { clock: this.#clock, log, meter: UNMEASURED, withOrganization },
      process.name,
    )
  }

  ring(): void {
    this.#house.world.deliver(this.#process, () => {
      this.#desk?.ordersDue.ring()
      if (this.#desk !== null) askCancels(this.#desk)
    })
  }

  stop(): void {
    this.#house.world.deliver(this.#process, () => this.#stopping.abort())
  }

  /** As startRunner, with one account to discover. */
  async run(): Promise<void> {
    const { signal } = this.#stopping
    const round = (name: string, everyMs: number, work: () => Promise<void>) => {
      const bell = new Bell(this.#clock)
      return repeat({ name, everyMs, bell, signal, clock: this.#clock, log: silentLog }, work)
    }
    await Promise.all([
      round('discover', DISCOVER_EVERY_MS, () => this.#discover()),
      round('leases', RENEW_EVERY_MS, async () => {
        const lost = await this.#keeper.renew()
        if (lost.length > 0) this.#running?.stopping.abort()
      }),
    ])
    this.#running?.stopping.abort()
    await this.#ended
    this.#house.world.kill(this.#process, 'its end')
  }

  async #discover(): Promise<void> {
    if (this.#running !== null || this.#stopping.signal.aborted) return
    const lease = await this.#keeper.acquire(this.#row())
    if (lease === null) return
    this.#running = { lease, stopping: new AbortController() }
    this.#ended = this.#runAccount(this.#running)
  }

  /** As the roster: tries again for as long as the account is ours, and gives it back at the end. */
  async #runAccount(running: Running): Promise<void> {
    const { signal } = running.stopping
    while (!signal.aborted) {
      try {
        await this.#runOnce(running)
      } catch {
        await this.#clock.sleep(RETRY_AFTER_MS, signal).catch(() => undefined)
      }
    }
    // A lease that cannot be given back runs out.
    await this.#keeper.release(running.lease.accountId).catch(() => undefined)
    this.#running = null
  }

  async #runOnce({ lease, stopping }: Running): Promise<void> {
    const { world, account } = this.#house
    const { dice } = world
    const venue = new SimVenue({ ...this.#house, process: this.#process, clock: this.#clock })
    await venue.measureClock()
    await this.#orderPath.readCursor(account.accountId, 'opened-at')
    const desk = openAccountDesk({
      ctx: {
        ...{ account, venue, dice },
        orderPath: this.#orderPath,
        clock: this.#clock,
        log: this.#log(),
      },
      db: NO_DATABASE,
      row: this.#row(),
      lease,
      mayTradeLive: true,
      accountsAtVenue: () => 1,
      historyFrom: unixMsOf(WORLD_BEGAN_AT),
      instruments: INSTRUMENTS,
    })
    this.#desk = desk
    try {
      const { signal } = stopping
      const round = roundOf(desk, signal)
      await Promise.all([
        ...startRounds(desk, signal, () => this.#house.prove(desk)),
        round('clock', CLOCK_EVERY_MS, new Bell(this.#clock), () => watchClock(desk)),
      ])
      await desk.inFlight.settled()
    } finally {
      this.#desk = null
    }
  }

  #row(): RunnableAccount {
    return {
      ...this.#house.account,
      venueId: this.#house.venueId,
      mode: 'live',
      status: 'CONNECTED',
      createdAt: unixMsOf(WORLD_BEGAN_AT),
    }
  }

  /** What the code itself calls a broken invariant is one. */
  #log(): Log {
    const { world, violations } = this.#house
    const { name } = this.#process
    const log: Log = {
      ...silentLog,
      warn: ({ err }, message) => world.note(`${name} warns: ${message} ${err ?? ''}`),
      error: ({ violations: broken, err }, message) => {
        world.note(`${name} error: ${message} ${broken ?? err ?? ''}`)
        if (broken !== undefined) violations.push(`I15 ${message}: ${broken}`)
      },
      child: () => log,
    }
    return log
  }
}

const UNMEASURED = { count: () => undefined }

/** What only proofs read, which the simulation does by itself. */
const NO_DATABASE = new Proxy({} as AccountDesk['db'], {
  get: () => {
    throw new Error('the simulated rounds read through the order path only')
  },
})
