import type { Clock } from '#ports/clock.ts'
import { retryTransaction } from '#store/retry-transaction.ts'
import type { SimProcess } from '../kernel/sim-process.ts'
import type { Reply, World } from '../kernel/world.ts'
import type { AccountState } from './account-state.ts'
import type { Lock } from './lock-table.ts'
import type { Session, SimDatabase } from './sim-database.ts'

const TRIP_MS = { least: 0.2, most: 3 }
/** A busy database answers after up to this; below its lock time-out. */
const SLOW_TRIP_MS = 1_500

export type SimConnectionParts = {
  readonly world: World
  readonly database: SimDatabase
  readonly process: SimProcess
  readonly clock: Clock
}

/** A process's way to the simulated database: every statement is a trip, and the reply to a commit may be lost. */
export class SimConnection {
  readonly database: SimDatabase
  readonly #world: World
  readonly #process: SimProcess
  readonly #clock: Clock

  constructor({ world, database, process, clock }: SimConnectionParts) {
    this.database = database
    this.#world = world
    this.#process = process
    this.#clock = clock
  }

  /** What is committed at one moment, told a little later. */
  read<T>(label: string, accountId: string, find: (state: AccountState) => T): Promise<T> {
    return this.#call<T>(label, (reply) => {
      const found = find(this.database.account(accountId))
      this.#world.after(this.#trip(), () => reply.resolve(found))
    })
  }

  /** One statement of an open transaction. */
  execute<T>(session: Session, label: string, statement: () => T): Promise<T> {
    return this.#call<T>(label, (reply) => this.database.execute(session, statement, reply))
  }

  lock(session: Session, lock: Lock): Promise<void> {
    return this.#call<void>('lock', (reply) => this.database.lock(session, lock, reply))
  }

  /** A transaction of one statement on rows outside accounts, under its locks. */
  write<T>(label: string, locks: readonly Lock[], run: () => T): Promise<T> {
    return this.#call<T>(label, (reply) => {
      const onLocked = (session: Session) =>
        this.#finish(session, reply, () => {
          if (session.ended !== null) throw session.ended
          return run()
        })
      const begun = { resolve: onLocked, reject: reply.reject }
      this.database.begin(this.#process, locks, begun)
    })
  }

  /** A transaction under its locks, tried again when another was faster. */
  transact<T>(locks: readonly Lock[], work: (session: Session) => Promise<T>): Promise<T> {
    return retryTransaction({ clock: this.#clock, dice: this.#world.dice }, () =>
      this.#attempt(locks, work),
    )
  }

  async #attempt<T>(locks: readonly Lock[], work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.#call<Session>('begin', (reply) =>
      this.database.begin(this.#process, locks, reply),
    )
    try {
      const result = await work(session)
      await this.#call<void>('commit', (reply) =>
        this.#finish(session, reply, () => this.database.commit(session)),
      )
      return result
    } catch (error) {
      this.database.end(session, new Error('the transaction was rolled back'))
      throw error
    }
  }

  /** Runs what ends a transaction. Its reply may be lost, having happened or not. */
  #finish<T>(session: Session, reply: Reply<T>, run: () => T): void {
    const { dice, faults } = this.#world
    const isLost = faults.happens('commitLost')
    try {
      if (faults.happens('beaten')) throw beaten()
      if (isLost && dice.happens(0.5)) throw new Error('connection reset')
      const result = run()
      const tell = () =>
        isLost ? reply.reject(new Error('connection reset')) : reply.resolve(result)
      this.#world.after(this.#trip(), tell)
    } catch (error) {
      reply.reject(error)
    }
    this.database.end(session, new Error('the transaction is over'))
  }

  #call<T>(label: string, arrive: (reply: Reply<T>) => void): Promise<T> {
    return this.#world.call<T>(this.#process, `db:${label}`, (reply) => {
      this.#world.after(this.#trip(), () => arrive(reply))
    })
  }

  #trip(): number {
    const { dice, faults } = this.#world
    if (faults.happens('databaseSlow')) return faults.delayUpTo(SLOW_TRIP_MS)
    return dice.between(TRIP_MS.least, TRIP_MS.most)
  }
}

function beaten(): Error {
  const message = 'could not serialize access due to concurrent update'
  return Object.assign(new Error(message), { code: '40001' })
}
