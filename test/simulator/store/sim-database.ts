import type { InstrumentId } from '#core/market/instrument.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountChanges, QuotedInstrument } from '#ports/order-path-store.ts'
import type { StoredAnswer } from '#store/idempotency-keys.ts'
import { trueTime } from '../kernel/sim-clock.ts'
import type { SimProcess } from '../kernel/sim-process.ts'
import type { Reply, World } from '../kernel/world.ts'
import type { RecordedChange, RecordedDeed, RecordedStep } from '../replay/recording.ts'
import type { AccountState } from './account-state.ts'
import { applyChanges } from './apply-changes.ts'
import { type Lock, LockTable } from './lock-table.ts'

export type Market = Map<InstrumentId, QuotedInstrument>
export type Lease = { readonly holder: string; readonly token: string; readonly expiresAt: number }

/** What a commit changed, for whoever checks that it was allowed to. */
export type Commit = {
  readonly by: SimProcess | null
  readonly before: AccountState
  readonly after: AccountState
  readonly changes: readonly AccountChanges[]
}

/** A connection's open transaction. */
export type Session = {
  readonly process: SimProcess
  readonly staged: { readonly accountId: string; readonly changes: AccountChanges }[]
  /** Done with the commit, where rows outside accounts change. */
  readonly onCommit: (() => void)[]
  /** What was asked and found in it, where runs are recorded. */
  deed: RecordedChange | null
  lastStatementAt: number
  /** Why it can no longer be used. */
  ended: Error | null
}

/** As idle_in_transaction_session_timeout of our connections. */
const IDLE_IN_TRANSACTION_MS = 10_000
/** How long the server takes to notice that a client's process is gone. */
const DEATH_NOTICED_MS = 1

/** The one durable thing of the simulated world: what is committed here is true. */
export class SimDatabase {
  readonly accounts = new Map<string, AccountState>()
  readonly leases = new Map<string, Lease>()
  readonly market: Market = new Map()
  /** What the kill switch stopped, by organization. */
  readonly halts = new Map<string, TradingState>()
  /** The answers to requests by their keys, */
  readonly keys = new Map<string, StoredAnswer>()
  /** and who asked for what was done. */
  readonly audits: { readonly requestId: string; readonly action: string }[] = []
  /** Where every commit is written down; null where nobody replays it. */
  recording: RecordedDeed[] | null = null
  readonly watchers: ((commit: Commit) => void)[] = []
  readonly #world: World
  readonly #locks: LockTable

  constructor(world: World) {
    this.#world = world
    this.#locks = new LockTable(world)
  }

  get now(): UnixMs {
    return trueTime(this.#world)
  }

  account(accountId: string): AccountState {
    const state = this.accounts.get(accountId)
    if (state === undefined) throw new Error(`the simulated database has no account ${accountId}`)
    return state
  }

  /** Opens a transaction and takes its locks, one after the other. */
  begin(process: SimProcess, locks: readonly Lock[], reply: Reply<Session>): void {
    const session: Session = {
      process,
      staged: [],
      onCommit: [],
      deed: null,
      lastStatementAt: this.#world.now,
      ended: null,
    }
    if (!process.isAlive) return
    process.onDeath.push(() => {
      if (session.ended !== null) return
      this.#world.after(DEATH_NOTICED_MS, () => this.end(session, new Error('the client is gone')))
    })
    this.#takeLocks(session, locks, {
      ...reply,
      resolve: () => {
        this.#watchIdling(session)
        reply.resolve(session)
      },
    })
  }

  /** Takes one more lock in an open transaction. */
  lock(session: Session, lock: Lock, reply: Reply<void>): void {
    if (session.ended !== null) reply.reject(session.ended)
    else this.#takeLocks(session, [lock], { resolve: () => reply.resolve(), reject: reply.reject })
  }

  /** Runs a statement at the server; what it found is told when it comes back. */
  execute<T>(session: Session, statement: () => T, reply: Reply<T>): void {
    session.lastStatementAt = this.#world.now
    try {
      if (session.ended !== null) throw session.ended
      reply.resolve(statement())
    } catch (error) {
      reply.reject(error)
    }
  }

  /** The account as this transaction sees it: what is committed, with its own changes. */
  view({ staged }: Session, accountId: string): AccountState {
    return staged
      .filter((each) => each.accountId === accountId)
      .reduce((state, { changes }) => applyChanges(state, changes), this.account(accountId))
  }

  /** All of a transaction's changes, or none: throws what a constraint or a lost session says. */
  commit(session: Session): void {
    if (session.ended !== null) throw session.ended
    try {
      const byAccount = Map.groupBy(session.staged, ({ accountId }) => accountId)
      const commits = [...byAccount].map(([accountId, staged]): Commit => {
        const before = this.account(accountId)
        const changes = staged.map((each) => each.changes)
        return { by: session.process, before, after: changes.reduce(applyChanges, before), changes }
      })
      for (const commit of commits) this.accounts.set(commit.after.account.accountId, commit.after)
      for (const change of session.onCommit) change()
      if (session.deed !== null) session.deed.isCommitted = true
      for (const commit of commits) for (const watch of this.watchers) watch(commit)
    } finally {
      this.end(session, new Error('the transaction is over'))
    }
  }

  /**
   * Writes a statement down. A transaction counts from its claim, else from its first statement: until it ends
   * nothing changes what it has locked, while quotes and clocks go on.
   */
  record(session: Session, step: RecordedStep): void {
    const { recording } = this
    if (recording === null) return
    const deed = session.deed ?? { kind: 'change', steps: [], isCommitted: false }
    if (session.deed === null || step.name === 'readClaimable') {
      if (session.deed !== null) recording.splice(recording.indexOf(deed), 1)
      recording.push(deed)
    }
    deed.steps.push(step)
    session.deed = deed
  }

  end(session: Session, why: Error): void {
    if (session.ended !== null) return
    session.ended = why
    this.#locks.releaseAll(session)
  }

  #takeLocks(session: Session, [lock, ...rest]: readonly Lock[], reply: Reply<Session>): void {
    if (session.ended !== null) return
    if (lock === undefined) {
      session.lastStatementAt = this.#world.now
      reply.resolve(session)
      return
    }
    this.#locks.acquire(session, lock, {
      onGranted: () => this.#takeLocks(session, rest, reply),
      onTimeout: () => {
        const error = Object.assign(new Error('canceling statement due to lock timeout'), {
          code: '55P03',
        })
        this.end(session, error)
        reply.reject(error)
      },
    })
  }

  #watchIdling(session: Session): void {
    const { lastStatementAt } = session
    this.#world.after(lastStatementAt + IDLE_IN_TRANSACTION_MS - this.#world.now, () => {
      if (session.ended !== null) return
      if (session.lastStatementAt !== lastStatementAt) this.#watchIdling(session)
      else this.end(session, new Error('terminating connection due to idle-in-transaction timeout'))
    })
  }
}
