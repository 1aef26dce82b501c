import { SECOND_MS } from '#core/time/time.ts'
import type { Meter } from '#ports/meter.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { RunnerHouse, RunnerScope } from '#runtime/runner-context.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'

export const LEASE_TTL_MS = 10 * SECOND_MS
export const RENEW_EVERY_MS = 2 * SECOND_MS
/** Without a renewal for so long we stop by ourselves, before anybody else may start. */
export const UNRENEWED_MS_MAX = 6 * SECOND_MS

type Kept = { readonly lease: Lease; renewedAt: number }

/** What of its house a runner needs for its leases. */
type LeaseHouse = Pick<RunnerHouse, 'clock' | 'log'> & {
  readonly meter: Pick<Meter, 'count'>
  withOrganization(organizationId: string): Pick<RunnerScope, 'orderPath'>
}

/** The leases of one runner, by account. */
export class LeaseKeeper {
  readonly #house: LeaseHouse
  readonly holder: string
  readonly #kept = new Map<string, Kept>()

  constructor(house: LeaseHouse, holder: string) {
    this.#house = house
    this.holder = holder
  }

  get size(): number {
    return this.#kept.size
  }

  /** Null while another runner has the account. */
  async acquire({ organizationId, clientId, accountId }: RunnableAccount): Promise<Lease | null> {
    const { orderPath } = this.#house.withOrganization(organizationId)
    const startedAt = this.#house.clock.monotonic()
    const lease = await orderPath.acquireLease({
      organizationId,
      clientId,
      accountId,
      holder: this.holder,
      ttlMs: LEASE_TTL_MS,
    })
    if (lease !== null) this.#kept.set(accountId, { lease, renewedAt: startedAt })
    return lease
  }

  /** Renews every lease and returns those that others took over. One that cannot be renewed becomes overdue. */
  async renew(): Promise<readonly Lease[]> {
    const startedAt = this.#house.clock.monotonic()
    const byFirm = Map.groupBy(this.#kept.values(), ({ lease }) => lease.organizationId)
    const lost = await Promise.all(
      [...byFirm].map(([organizationId, kept]) => this.#renewFirm(organizationId, kept, startedAt)),
    )
    for (const { accountId } of lost.flat()) this.#kept.delete(accountId)
    return lost.flat()
  }

  /**
   * Those that we must take for lost by our own clock, however long a renewal is on its way: nobody answers for it, or
   * this process stood still. Asks nobody.
   */
  takeOverdue(): readonly Lease[] {
    const now = this.#house.clock.monotonic()
    const overdue = [...this.#kept.values()].filter(
      ({ renewedAt }) => now - renewedAt > UNRENEWED_MS_MAX,
    )
    for (const { lease } of overdue) this.#kept.delete(lease.accountId)
    return overdue.map(({ lease }) => lease)
  }

  async release(accountId: string): Promise<void> {
    const kept = this.#kept.get(accountId)
    if (kept === undefined) return
    this.#kept.delete(accountId)
    await this.#house.withOrganization(kept.lease.organizationId).orderPath.releaseLease(kept.lease)
  }

  async #renewFirm(
    organizationId: string,
    kept: readonly Kept[],
    startedAt: number,
  ): Promise<readonly Lease[]> {
    const { orderPath } = this.#house.withOrganization(organizationId)
    const leases = kept.map(({ lease }) => lease)
    try {
      const renewed = new Set(await orderPath.renewLeases(leases, LEASE_TTL_MS))
      for (const entry of kept) {
        if (renewed.has(entry.lease)) entry.renewedAt = startedAt
      }
      const taken = leases.filter((lease) => !renewed.has(lease))
      for (const _ of taken) this.#house.meter.count('stale_token_rejected_total')
      return taken
    } catch (error) {
      this.#house.log.warn({ err: error }, 'leases were not renewed')
      return []
    }
  }
}
