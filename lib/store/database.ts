import pg from 'pg'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { Meter } from '#ports/meter.ts'
import { type JointJob, JointJobs, type Verdict } from './joint-jobs.ts'
import { KeyedTurns } from './keyed-turns.ts'
import { PipelinedTx } from './pipelined-tx.ts'
import { retryTransaction } from './retry-transaction.ts'
import type { Isolation, Scope, Tx } from './transaction.ts'

export type DatabaseOptions = {
  readonly url: string
  readonly applicationName: string
  readonly connectionsMax: number
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  /** Statements slower than this are logged with their plan's name and the request id. */
  readonly slowQueryMs?: number
  readonly meter?: Meter
}

export const SLOW_QUERY_MS_DEFAULT = 200
const STATEMENT_TIMEOUT_MS = 5_000
const LOCK_TIMEOUT_MS = 2_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 5_000
/** A new connection signs in and plans everything anew: one that is used again within minutes is kept. */
const IDLE_CONNECTION_TIMEOUT_MS = 2 * 60_000
/** Rows that are read again and again are in memory: finding one by its index costs hardly more than leafing on. */
const PLANNER_OPTIONS = '-c random_page_cost=1.1'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** One pool of connections as the app role. Everything that touches a tenant's rows goes through `scoped`. */
export type Database = {
  /** Row level security shows only this scope's rows to what runs in it. */
  scoped(scope: Scope, log?: Log): ScopedDatabase
  /** Global tables and look-up functions only: no tenant's row is visible here. */
  unscoped<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  readonly pool: pg.Pool
  close(): Promise<void>
}

export type ScopedDatabase = {
  readonly scope: Scope
  /**
   * Changes money or orders of one account: SERIALIZABLE, alone on the account, tried again when beaten by a
   * concurrent transaction. `work` may run more than once, so it must not reach outside the database.
   */
  decide<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Changes one account alone, seeing what was committed while it waited: READ COMMITTED, with the account's turn
   * and the firm's kill lock (shared) taken first. For what the runner stores.
   */
  change<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** As `decide`, in one transaction with the jobs of the same name that wait for the account when it begins. */
  decideTogether: WorkTogether
  /** As `change`, in one transaction with the jobs of the same name that wait for the account when it begins. */
  changeTogether: WorkTogether
  /** READ COMMITTED: sees what was committed while it waited for a lock. For ordinary writes. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One consistent view, nothing can be written. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/**
 * Does a job on an account together with others of its name. `work` must be the same for all of one name: it is
 * given the jobs in the order of arrival and tells each its verdict; when it throws, each job is done again alone.
 */
export type WorkTogether = <Job, Result>(
  accountId: string,
  job: Omit<JointJob<Job>, 'key'> & { readonly name: string },
  work: (tx: Tx, jobs: readonly Job[]) => Promise<readonly Verdict<Result>[]>,
) => Promise<Result>

/** Opens the pool. Connections are made when first used; `close` waits for those in use. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.connectionsMax,
    options: PLANNER_OPTIONS,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  })
  pool.on('error', (error) =>
    options.log.warn({ err: error }, 'an idle database connection was lost'),
  )
  // One that is lost in use fails its query, which tells; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const waits = { turns: new KeyedTurns(), jobs: new JointJobs() }
  return {
    pool,
    scoped: (scope, log) =>
      scopedDatabase({ ...options, log: log ?? options.log }, pool, waits, scope),
    unscoped: (work) =>
      inTransaction(options, pool, { isolation: 'READ COMMITTED', scope: null }, work),
    close: () => pool.end(),
  }
}

type Waits = { readonly turns: KeyedTurns; readonly jobs: JointJobs }

function scopedDatabase(
  options: DatabaseOptions,
  pool: pg.Pool,
  { turns, jobs }: Waits,
  scope: Scope,
): ScopedDatabase {
  const decide: ScopedDatabase['decide'] = (accountId, work) =>
    turns.take(accountId, () =>
      retryTransaction(options, () =>
        inTransaction(options, pool, { isolation: 'SERIALIZABLE', scope, accountId }, work),
      ),
    )
  const change: ScopedDatabase['change'] = (accountId, work) =>
    retryTransaction(options, () => {
      const locks = accountLocks(scope, accountId)
      return inTransaction(options, pool, { isolation: 'READ COMMITTED', scope, locks }, work)
    })
  const together =
    (transaction: ScopedDatabase['decide']): WorkTogether =>
    (accountId, { name, ...job }, work) => {
      const key = [name, scope.organizationId, scope.clientId, accountId].join(' ')
      return jobs.run({ key, ...job }, (taken) => transaction(accountId, (tx) => work(tx, taken())))
    }
  return {
    scope,
    decide,
    change,
    decideTogether: together(decide),
    changeTogether: together(change),
    write: (work) =>
      retryTransaction(options, () =>
        inTransaction(options, pool, { isolation: 'READ COMMITTED', scope }, work),
      ),
    read: (work) => {
      const isolation = 'REPEATABLE READ READ ONLY'
      return inTransaction(options, pool, { isolation, scope, isRead: true }, work)
    },
  }
}

type TransactionOptions = {
  readonly isolation: Isolation
  readonly scope: Scope | null
  /** Alone on this account, by a lock that is older than the transaction. */
  readonly accountId?: string
  /** Statements that take locks, run before the work. */
  readonly locks?: string
  /** Its first statement need not wait until it has begun: it takes no locks and changes nothing. */
  readonly isRead?: boolean
}

/** The work begins when its locks are granted: what waits for them is decided by what was committed until then. */
async function inTransaction<T>(
  options: DatabaseOptions,
  pool: pg.Pool,
  { isolation, scope, accountId, locks, isRead = false }: TransactionOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const turn = accountId === undefined ? '' : accountTurn(accountId)
  const start = `${turn}BEGIN ISOLATION LEVEL ${isolation}; ${scopeSettings(scope)}; ${locks ?? ''}`
  const client = await connect(options, pool)
  const tx = pipelinedOn(options, client)
  let broken: Error | undefined
  try {
    const begun = tx.begin(start)
    if (!isRead) await begun
    const result = await work(tx)
    await tx.end(`COMMIT; ${accountId === undefined ? '' : UNLOCK_ALL}`)
    return result
  } catch (error) {
    broken = await rollBack(client)
    throw tx.causeOf(error)
  } finally {
    client.release(broken)
  }
}

async function connect({ clock, meter }: DatabaseOptions, pool: pg.Pool): Promise<pg.PoolClient> {
  const askedAt = clock.monotonic()
  const client = await pool.connect()
  meter?.time('pg_pool_wait_seconds', (clock.monotonic() - askedAt) / 1_000)
  return client
}

function pipelinedOn({ slowQueryMs, ...options }: DatabaseOptions, client: pg.PoolClient) {
  return new PipelinedTx(client, { ...options, slowQueryMs: slowQueryMs ?? SLOW_QUERY_MS_DEFAULT })
}

/**
 * A serializable snapshot taken before the lock is granted would be stale: the lock, which outlives transactions, is
 * taken by one of its own in front, on the same trip.
 */
function accountTurn(accountId: string): string {
  return `BEGIN; SELECT pg_advisory_lock(hashtextextended(${uuidLiteral(accountId)}, 1)); COMMIT; `
}

/** The same turn, for as long as the transaction; a kill switch takes the second lock alone. */
function accountLocks({ organizationId }: Scope, accountId: string): string {
  return `SELECT pg_advisory_xact_lock(hashtextextended(${uuidLiteral(accountId)}, 1)),
    pg_advisory_xact_lock_shared(hashtextextended(${uuidLiteral(organizationId)}, 2))`
}
const UNLOCK_ALL = 'SELECT pg_advisory_unlock_all()'

/** Returns the error that makes the connection unfit for another use, if there is one. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query(`ROLLBACK; ${UNLOCK_ALL}`)
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Local to the transaction: a connection that goes back to the pool sees nothing again. */
function scopeSettings(scope: Scope | null): string {
  if (scope === null) return ''
  const organizationId = uuidLiteral(scope.organizationId)
  const clientId = scope.clientId === null ? "''" : uuidLiteral(scope.clientId)
  const person =
    scope.userId === undefined ? '' : `; SET LOCAL truebook.user_id = ${uuidLiteral(scope.userId)}`
  return `SET LOCAL truebook.organization_id = ${organizationId}; SET LOCAL truebook.client_id = ${clientId}${person}`
}

function uuidLiteral(id: string): string {
  if (!UUID.test(id)) throw new TypeError(`expected a UUID for the database scope, found "${id}"`)
  return `'${id}'`
}
