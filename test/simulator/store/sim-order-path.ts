import { isOpen } from '#core/orders/order-state.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import type {
  AccountRef,
  Lease,
  LeaseWish,
  OrderPathStore,
  OrderPathTx,
  OrderRecord,
} from '#ports/order-path-store.ts'
import {
  doGroup,
  type GroupedChange,
  LONE_CHANGE_WEIGHT,
  loneChange,
} from '#store/grouped-changes.ts'
import { JointJobs } from '#store/joint-jobs.ts'
import type { AccountState } from './account-state.ts'
import type { Lock } from './lock-table.ts'
import { SimConnection, type SimConnectionParts } from './sim-connection.ts'
import type { Session } from './sim-database.ts'
import { acquireLease, releaseLease, renewLeases } from './sim-leases.ts'
import { accountLocks, leaseLock, simOrderPathTx } from './sim-order-path-tx.ts'
import { inOrder } from './sim-tx.ts'

/** The order path's store in the simulated database, over one process's connection to it. */
export class SimOrderPath implements OrderPathStore {
  readonly #connection: SimConnection
  readonly #jobs = new JointJobs()

  constructor(parts: SimConnectionParts) {
    this.#connection = new SimConnection(parts)
  }

  change<T>(accountId: string, work: (tx: OrderPathTx) => Promise<T>): Promise<T> {
    return this.#together(accountId, loneChange(work), LONE_CHANGE_WEIGHT)
  }

  changeTogether<Job, Result>(
    accountId: string,
    { name, job }: { readonly name: string; readonly job: Job },
    work: (tx: OrderPathTx, jobs: readonly Job[]) => Promise<readonly Result[]>,
  ): Promise<Result> {
    return this.#together(accountId, { kind: name, job, work })
  }

  /** One transaction on an account, or under whatever locks are named. */
  transact<T>(
    accountId: string,
    work: (tx: OrderPathTx, session: Session) => Promise<T>,
    locks?: readonly Lock[],
  ): Promise<T> {
    const { database } = this.#connection
    return this.#connection.transact(
      locks ?? accountLocks(database.account(accountId).account),
      (session) => work(simOrderPathTx(this.#connection, session, accountId), session),
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
    return this.#connection.read('active-instruments', accountId, ({ orders, fills }) => {
      const active = [...orders.values()].filter(
        ({ state, createdAt }) => isOpen(state) || createdAt >= since,
      )
      const filled = [...fills.values()].filter(({ venueAt }) => venueAt >= since)
      return [...new Set([...active, ...filled].map(({ instrumentId }) => instrumentId))]
    })
  }

  readCursor(accountId: string, name: string): Promise<string | null> {
    return this.#connection.read('cursor', accountId, ({ cursors }) => cursors.get(name) ?? null)
  }

  acquireLease(wish: LeaseWish): Promise<Lease | null> {
    return this.#connection.write('acquire-lease', locksOf([wish]), () =>
      acquireLease(this.#connection.database, wish),
    )
  }

  renewLeases(leases: readonly Lease[], ttlMs: number): Promise<readonly Lease[]> {
    return this.#connection.write('renew-leases', locksOf(leases), () =>
      renewLeases(this.#connection.database, { leases, ttlMs }),
    )
  }

  releaseLease(lease: Lease): Promise<void> {
    return this.#connection.write('release-lease', locksOf([lease]), () =>
      releaseLease(this.#connection.database, lease),
    )
  }

  /** What is committed of an account at one moment. */
  read<T>(label: string, accountId: string, find: (state: AccountState) => T): Promise<T> {
    return this.#connection.read(label, accountId, find)
  }

  /** One more statement of an open transaction, on whatever else the database has. */
  execute<T>(session: Session, label: string, statement: () => T): Promise<T> {
    return this.#connection.execute(session, label, statement)
  }

  /** Puts everything of a firm into a state, alone: no claim is open when this commits. */
  setHalt(organizationId: string, state: TradingState): Promise<void> {
    const lock = { key: `kill ${organizationId}`, mode: 'exclusive' } as const
    return this.#connection.write('halt', [lock], () => {
      const { database } = this.#connection
      database.halts.set(organizationId, state)
      database.recording?.push({ kind: 'halt', state })
    })
  }

  #list(label: string, accountId: string, isListed: (order: OrderRecord) => boolean) {
    return this.read(label, accountId, ({ orders }) =>
      inOrder([...orders.values()].filter(isListed)),
    )
  }

  #together<Job, Result>(
    accountId: string,
    job: GroupedChange<OrderPathTx, Job, Result>,
    weight = 1,
  ): Promise<Result> {
    return this.#jobs.run<typeof job, Result>({ key: accountId, job, weight }, (taken) =>
      this.transact(accountId, async (tx) => {
        const results = await doGroup(tx, taken())
        return results.map((result) => ({ kind: 'done', result }) as const)
      }),
    )
  }
}

function locksOf(leases: readonly AccountRef[]): readonly Lock[] {
  return leases.map(({ accountId }) => leaseLock(accountId, 'exclusive'))
}

function isWorking(state: OrderRecord['state']): boolean {
  return state === 'WORKING' || state === 'PARTIALLY_FILLED'
}
