import { MINUTE_MS, SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readListing } from '#store/read-listing.ts'
import { type RunnableAccount, readRunnableAccounts } from '#store/runnable-accounts.ts'
import type { AccountDesk } from './account-desk.ts'
import { bringOnline } from './bring-online.ts'
import { freeAccounts } from './free-accounts.ts'
import type { LeaseKeeper } from './lease-keeper.ts'
import { runAccount } from './run-account.ts'
import { askCancels } from './send-orders.ts'
import { breakersOf } from './watch-circuits.ts'

/** An account that could not be run (its venue does not answer) is tried again after so long. */
export const RETRY_AFTER_MS = 2 * SECOND_MS
/** Nor is one run before its venue's markets are known, which the first start takes a moment for. */
export const MARKET_WAIT_MS = 200
/** One that waits for its key is looked at again after so long; a new key is told at once. */
export const KEY_WAIT_MS = MINUTE_MS

type Running = {
  readonly row: RunnableAccount
  readonly lease: Lease
  readonly stopping: AbortController
  readonly startedAt: UnixMs
  desk: AccountDesk | null
  ended: Promise<void>
}

/** The accounts that this runner runs: those whose lease it holds. */
export class AccountRoster {
  readonly #house: RunnerHouse
  readonly #leases: LeaseKeeper
  readonly #onEnded: () => void
  readonly #running = new Map<string, Running>()
  #isStopped = false

  constructor(house: RunnerHouse, leases: LeaseKeeper, onEnded: () => void) {
    this.#house = house
    this.#leases = leases
    this.#onEnded = onEnded
  }

  /** Starts what should run and does not, and ends what should not. One whose status changed starts anew. */
  async discover(): Promise<void> {
    const found = await readRunnableAccounts(this.#house.database)
    const rows = new Map(found.map((row) => [row.accountId, row]))
    for (const [accountId, { row, stopping }] of this.#running) {
      if (rows.get(accountId)?.status !== row.status) stopping.abort()
    }
    const idle = [...rows.values()].filter(({ accountId }) => !this.#running.has(accountId))
    for (const row of await freeAccounts(this.#house, idle, this.#leases.holder)) {
      if (!this.#isStopped && !this.#running.has(row.accountId)) await this.#start(row)
    }
  }

  orderDue(accountId: string): void {
    this.#running.get(accountId)?.desk?.ordersDue.ring()
  }

  cancelDue(accountId: string): void {
    const desk = this.#running.get(accountId)?.desk
    if (desk) askCancels(desk)
  }

  killDue(organizationId: string): void {
    for (const { row, desk } of this.#running.values()) {
      if (row.organizationId === organizationId) desk?.killDue.ring()
    }
  }

  allDue(): void {
    for (const { desk } of this.#running.values()) {
      desk?.ordersDue.ring()
      desk?.cancelsDue.ring()
      desk?.killDue.ring()
    }
  }

  /** The account has a new key: it ends here, and discovery starts it with that. */
  restart(accountId: string): void {
    this.#running.get(accountId)?.stopping.abort()
  }

  /** The lease is gone: nothing more is claimed under it, and the account is left to its new holder. */
  lose({ accountId, token }: Lease): void {
    this.#house.log.warn({ accountId, leaseToken: token }, 'the lease of an account is lost')
    this.restart(accountId)
  }

  /** Ends every account and returns when nothing of any of them is on its way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    const running = [...this.#running.values()]
    for (const { stopping } of running) stopping.abort()
    await Promise.all(running.map(({ ended }) => ended))
  }

  /** What the runner's heartbeat tells. */
  detail(): Readonly<Record<string, unknown>> {
    const desks = [...this.#running.values()].flatMap(({ desk }) => (desk === null ? [] : [desk]))
    return {
      accounts: this.#running.size,
      online: desks.length,
      inFlight: desks.reduce((sum, { inFlight }) => sum + inFlight.size, 0),
      lostMs: this.#lostMs(),
      breakers: desks.flatMap(breakersOf),
      clockOffsetMs: Object.fromEntries(
        desks.flatMap(({ row, ctx }) => {
          const offsetMs = ctx.venue.clockOffsetMs()
          return offsetMs === null ? [] : [[row.venueId, offsetMs]]
        }),
      ),
    }
  }

  /** For how long the stream of each account that is not heard is lost. */
  #lostMs(): Readonly<Record<string, number>> {
    const now = this.#house.clock.now()
    return Object.fromEntries(
      [...this.#running].flatMap(([accountId, { desk, startedAt }]) => {
        const lostAt = desk === null ? startedAt : desk.stream.lostAt
        return lostAt === null ? [] : [[accountId, now - lostAt]]
      }),
    )
  }

  async #start(row: RunnableAccount): Promise<void> {
    const lease = await this.#leases.acquire(row)
    if (lease === null) return
    // Stopped meanwhile: nobody waits for this account any more, and the next runner should not wait for the lease.
    if (this.#isStopped) return this.#giveBack(row)
    const stopping = new AbortController()
    const startedAt = this.#house.clock.now()
    const running: Running = {
      row,
      lease,
      stopping,
      startedAt,
      desk: null,
      ended: Promise.resolve(),
    }
    this.#running.set(row.accountId, running)
    running.ended = this.#run(running)
  }

  /** Never throws: an account that cannot be run is tried again for as long as it is ours. */
  async #run(running: Running): Promise<void> {
    const { row, stopping } = running
    const { log } = this.#house
    while (!stopping.signal.aborted) {
      try {
        await this.#runOnce(running)
      } catch (error) {
        log.warn({ err: error, accountId: row.accountId }, 'an account cannot be run yet')
        await this.#pause(RETRY_AFTER_MS, stopping.signal)
      }
    }
    await this.#giveBack(row)
    this.#running.delete(row.accountId)
    if (!this.#isStopped) this.#onEnded()
  }

  async #giveBack({ accountId }: RunnableAccount): Promise<void> {
    try {
      await this.#leases.release(accountId)
    } catch (error) {
      this.#house.log.warn({ err: error, accountId }, 'a lease was not given back and runs out')
    }
  }

  async #runOnce(running: Running): Promise<void> {
    const { row, stopping } = running
    if (!(await this.#isMarketKnown(row))) return this.#pause(MARKET_WAIT_MS, stopping.signal)
    const online = await bringOnline(this.#house, row)
    if (online.kind === 'waiting') return this.#pause(KEY_WAIT_MS, stopping.signal)
    if (online.kind === 'refused') {
      this.#house.log.warn({ accountId: row.accountId, reason: online.reason }, 'a key was refused')
      return this.#pause(RETRY_AFTER_MS, stopping.signal)
    }
    try {
      // What was learnt of the account is in its row now: discovery starts it anew with that.
      if (row.status === 'CONNECTING') stopping.abort()
      else await this.#runOnline(running, online.venue)
    } finally {
      await online.venue.close()
    }
  }

  /** Books are opened at the value of what is there: that takes quotes. */
  async #isMarketKnown({ venueId, status }: RunnableAccount): Promise<boolean> {
    const listing = await this.#house.database.unscoped((tx) => readListing(tx, venueId))
    return status === 'CONNECTING' ? listing.isQuoted : listing.isListed
  }

  async #runOnline(running: Running, venue: Venue): Promise<void> {
    const { row, lease, stopping } = running
    const onOpen = (desk: AccountDesk) => {
      running.desk = desk
    }
    const accountsAtVenue = () =>
      [...this.#running.values()].filter((other) => other.row.venueId === row.venueId).length
    try {
      const run = { row, lease, venue, accountsAtVenue, onOpen }
      await runAccount(this.#house, run, stopping.signal)
    } finally {
      running.desk = null
    }
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    // Being stopped is how a pause ends early, not a failure.
    await this.#house.clock.sleep(ms, signal).catch(() => undefined)
  }
}
