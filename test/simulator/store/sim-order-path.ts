import { isOpen } from '#core/orders/order-state.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import { strictestState } from '#core/risk/trading-scope.ts'
import type { Clock } from '#ports/clock.ts'
import type {
  AccountRef,
  Lease,
  LeaseWish,
  OrderPathStore,
  OrderPathTx,
  OrderRecord,
} from '#ports/order-path-store.ts'
import { CHANGES_PER_GROUP_MAX } from '#store/grouped-changes.ts'
import { GROUP_WEIGHT_MAX, JointJobs } from '#store/joint-jobs.ts'
import { retryTransaction } from '#store/retry-transaction.ts'
import type { SimProcess } from '../kernel/sim-process.ts'
import type { Reply, World } from '../kernel/world.ts'
import type { AccountState } from './account-state.ts'
import type { Lock } from './lock-table.ts'
import type { Session, SimDatabase } from './sim-database.ts'
import { acquireLease, releaseLease, renewLeases } from './sim-leases.ts'
import { findClaimable, findHistory, findNews, findOrder, findPlacing, inOrder } from './sim-tx.ts'

/** As in the real store. */
const ORDERS_PER_PASS_MAX = 500
const TRIP_MS = { least: 0.2, most: 3 }
/** A busy database answers after up to this; below its lock time-out. */
const SLOW_TRIP_MS = 1_500

export type SimConnection = {
  readonly world: World
  readonly database: SimDatabase
  readonly process: SimProcess
  readonly clock: Clock
}

/** The order path's store in the simulated database, over one process's connection to it. */
export class SimOrderPath implements OrderPathStore {
  readonly #at: SimConnection
  readonly #jobs = new JointJobs()

  constructor(connection: SimConnection) {
    this.#at = connection
  }

  change<T>(accountId: string, work: (tx: OrderPathTx) => Promise<T>): Promise<T> {
    const weight = GROUP_WEIGHT_MAX / CHANGES_PER_GROUP_MAX
    return this.#together<typeof work, T>(
      accountId,
      { name: 'change', job: work, weight },
      async (tx, works) => {
        const results: T[] = []
        for (const each of works) results.push(await each(tx))
        return results
      },
    )
  }

  changeTogether<Job, Result>(
    accountId: string,
    job: { readonly name: string; readonly job: Job },
    work: (tx: OrderPathTx, jobs: readonly Job[]) => Promise<readonly Result[]>,
  ): Promise<Result> {
    return this.#together(accountId, job, work)
  }

  /** One transaction on an account: alone on it, and while no kill switch is being pressed. */
  transact<T>(
    accountId: string,
    work: (tx: OrderPathTx, session: Session) => Promise<T>,
    locks: readonly Lock[] = this.#locksOf(accountId),
  ): Promise<T> {
    const { clock, world } = this.#at
    return retryTransaction({ clock, dice: world.dice }, () =>
      this.#attempt(accountId, locks, work),
    )
  }

  listInDoubt(accountId: string): Promise<readonly OrderRecord[]> {
    return this.#list('in-doubt', accountId, ({ state }) =>
      ['SENDING', 'QUARANTINED'].includes(state),
    )
  }

  listCancelsDue(accountId: string): Promise<readonly OrderRecord[]> {
    return this.#list(
      'cancels-due',
      accountId,
      ({ state, cancelRequestedAt }) => cancelRequestedAt !== null && isWorking(state),
    )
  }

  listWorking(accountId: string): Promise<readonly OrderRecord[]> {
    return this.#list('working', accountId, ({ state }) => isWorking(state))
  }

  listActiveInstruments(accountId: string, since: number) {
    return this.read('active-instruments', accountId, ({ orders, fills }) => {
      const active = [...orders.values()].filter(
        ({ state, createdAt }) => isOpen(state) || createdAt >= since,
      )
      const filled = [...fills.values()].filter(({ venueAt }) => venueAt >= since)
      return [...new Set([...active, ...filled].map(({ instrumentId }) => instrumentId))]
    })
  }

  readCursor(accountId: string, name: string): Promise<string | null> {
    return this.read('cursor', accountId, ({ cursors }) => cursors.get(name) ?? null)
  }

  acquireLease(wish: LeaseWish): Promise<Lease | null> {
    return this.#write('acquire-lease', locksOf([wish]), () =>
      acquireLease(this.#at.database, wish),
    )
  }

  renewLeases(leases: readonly Lease[], ttlMs: number): Promise<readonly Lease[]> {
    return this.#write('renew-leases', locksOf(leases), () =>
      renewLeases(this.#at.database, { leases, ttlMs }),
    )
  }

  releaseLease(lease: Lease): Promise<void> {
    return this.#write('release-lease', locksOf([lease]), () =>
      releaseLease(this.#at.database, lease),
    )
  }

  /** What is committed at one moment, told a little later. */
  read<T>(label: string, accountId: string, find: (state: AccountState) => T): Promise<T> {
    const { world, process, database } = this.#at
    return world.call<T>(process, `db:${label}`, (reply) => {
      world.after(this.#trip(), () => {
        const found = find(database.account(accountId))
        world.after(this.#trip(), () => reply.resolve(found))
      })
    })
  }

  /** One more statement of an open transaction, on whatever else the database has. */
  execute<T>(session: Session, label: string, statement: () => T): Promise<T> {
    const { world, process, database } = this.#at
    return world.call<T>(process, `db:${label}`, (reply) => {
      world.after(this.#trip(), () => database.execute(session, statement, reply))
    })
  }

  /** Puts everything of a firm into a state, alone: no claim is open when this commits. */
  setHalt(organizationId: string, state: TradingState): Promise<void> {
    const lock = { key: `kill ${organizationId}`, mode: 'exclusive' } as const
    return this.#write('halt', [lock], () => {
      this.#at.database.halts.set(organizationId, state)
    })
  }

  /** A transaction of one statement on rows outside accounts, under its locks. */
  #write<T>(label: string, locks: readonly Lock[], run: () => T): Promise<T> {
    const { world, process, database } = this.#at
    return world.call<T>(process, `db:${label}`, (reply) => {
      const onLocked = (session: Session) =>
        this.#finish(session, reply, () => {
          if (session.ended !== null) throw session.ended
          return run()
        })
      world.after(this.#trip(), () =>
        database.begin(process, locks, { resolve: onLocked, reject: reply.reject }),
      )
    })
  }

  #list(label: string, accountId: string, isListed: (order: OrderRecord) => boolean) {
    return this.read(label, accountId, ({ orders }) =>
      inOrder([...orders.values()].filter(isListed)).slice(0, ORDERS_PER_PASS_MAX),
    )
  }

  #together<Job, Result>(
    accountId: string,
    { name, ...job }: { readonly name: string; readonly job: Job; readonly weight?: number },
    work: (tx: OrderPathTx, jobs: readonly Job[]) => Promise<readonly Result[]>,
  ): Promise<Result> {
    return this.#jobs.run<Job, Result>({ key: `${name} ${accountId}`, ...job }, (taken) =>
      this.transact(accountId, async (tx) => {
        const results = await work(tx, taken())
        return results.map((result) => ({ kind: 'done', result }) as const)
      }),
    )
  }

  async #attempt<T>(
    accountId: string,
    locks: readonly Lock[],
    work: (tx: OrderPathTx, session: Session) => Promise<T>,
  ): Promise<T> {
    const { world, process, database } = this.#at
    const session = await world.call<Session>(process, 'db:begin', (reply) => {
      world.after(this.#trip(), () => database.begin(process, locks, reply))
    })
    try {
      const result = await work(this.#txOf(session, accountId), session)
      await this.#commit(session)
      return result
    } catch (error) {
      database.end(session, new Error('the transaction was rolled back'))
      throw error
    }
  }

  #commit(session: Session): Promise<void> {
    const { world, process, database } = this.#at
    return world.call<void>(process, 'db:commit', (reply) => {
      world.after(this.#trip(), () => this.#finish(session, reply, () => database.commit(session)))
    })
  }

  /** Runs what ends a transaction. Its reply may be lost, having happened or not. */
  #finish<T>(session: Session, reply: Reply<T>, run: () => T): void {
    const { world, database } = this.#at
    const { dice, faults } = world
    const isLost = faults.happens('commitLost')
    try {
      if (faults.happens('beaten')) throw beaten()
      if (isLost && dice.happens(0.5)) throw new Error('connection reset')
      const result = run()
      const tell = () =>
        isLost ? reply.reject(new Error('connection reset')) : reply.resolve(result)
      world.after(this.#trip(), tell)
    } catch (error) {
      reply.reject(error)
    }
    database.end(session, new Error('the transaction is over'))
  }

  #txOf(session: Session, accountId: string): OrderPathTx {
    const { database } = this.#at
    const statement = <T>(label: string, find: (state: AccountState) => T): Promise<T> =>
      this.execute(session, label, () => find(this.#permitted(session, accountId)))
    return {
      readPlacing: (wishes) =>
        statement('placing', (state) => findPlacing(state, database.market, wishes)),
      readClaimable: async (claim) => {
        await this.#lockLease(session, accountId)
        return statement('claimable', (state) => {
          const lease = database.leases.get(accountId) ?? null
          const { market, now } = database
          return findClaimable(state, { market, lease, now }, claim)
        })
      },
      readNews: (wish) => statement('news', (state) => findNews(state, database.market, wish)),
      readHistory: (history) => statement('history', (state) => findHistory(state, history)),
      readOrder: ({ orderId }) => statement('order', (state) => findOrder(state, orderId)),
      listOpenOrders: () =>
        statement('open-orders', ({ orders }) =>
          inOrder([...orders.values()].filter(({ state }) => isOpen(state))),
        ),
      write: (changes) =>
        statement('write', () => {
          session.staged.push({ accountId, changes })
          // Constraints speak at once, not first at the commit.
          database.view(session, accountId)
        }),
    }
  }

  /** Nobody takes a lease over while a claim under it is open. */
  #lockLease(session: Session, accountId: string): Promise<void> {
    const { world, process, database } = this.#at
    return world.call<void>(process, 'db:lock-lease', (reply) =>
      database.lock(session, leaseLock(accountId, 'shared'), reply),
    )
  }

  /** The account under whatever the kill switch says of everything around it. */
  #permitted(session: Session, accountId: string): AccountState {
    const state = this.#at.database.view(session, accountId)
    const halt = this.#at.database.halts.get(state.account.organizationId) ?? 'ACTIVE'
    const tradingState = strictestState([state.permit.tradingState, halt])
    return { ...state, permit: { ...state.permit, tradingState } }
  }

  #locksOf(accountId: string): readonly Lock[] {
    const { organizationId } = this.#at.database.account(accountId).account
    return [
      { key: `account ${accountId}`, mode: 'exclusive' },
      { key: `kill ${organizationId}`, mode: 'shared' },
    ]
  }

  #trip(): number {
    const { dice, faults } = this.#at.world
    if (faults.happens('databaseSlow')) return faults.delayUpTo(SLOW_TRIP_MS)
    return dice.between(TRIP_MS.least, TRIP_MS.most)
  }
}

function locksOf(leases: readonly AccountRef[]): readonly Lock[] {
  return leases.map(({ accountId }) => leaseLock(accountId, 'exclusive'))
}

function leaseLock(accountId: string, mode: Lock['mode']): Lock {
  return { key: `lease ${accountId}`, mode }
}

function isWorking(state: OrderRecord['state']): boolean {
  return state === 'WORKING' || state === 'PARTIALLY_FILLED'
}

function beaten(): Error {
  const message = 'could not serialize access due to concurrent update'
  return Object.assign(new Error(message), { code: '40001' })
}
