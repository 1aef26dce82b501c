import type { Role } from '#core/access/permissions.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { Verdict } from '#store/joint-jobs.ts'
import type { Tx } from '#store/transaction.ts'

/**
 * Everything a use case may depend on, bound to one organization and one actor. A use case asks for what it
 * uses: `placeOrder(ctx: Pick<Context, 'effect' | 'clock' | 'dice'>, input)`.
 */
export type Context = {
  readonly db: ScopedDatabase
  /** The only way to change something: see Effect. */
  readonly effect: Effect
  /** The same for what comes so often that it is done in groups: see JointEffect. */
  readonly jointEffect: JointEffect
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly actor: Actor
  readonly requestId: string
}

export type Actor = {
  readonly kind: 'person' | 'apiKey' | 'runner' | 'system'
  /** The user's, key's or runner's id. */
  readonly id: string
  readonly role: Role
  /** The one client a viewer is bound to. */
  readonly clientId: string | null
}

/**
 * Runs `work` in one transaction together with what must commit with it: the audit row and, where the request
 * carries an Idempotency-Key, the key with its answer. Use it once per request. With `accountId` the
 * transaction is a decision: serializable and alone on that account. `work` may run more than once.
 */
export type Effect = <Result>(
  options: EffectOptions<Result>,
  work: (tx: Tx) => Promise<Result>,
) => Promise<Result>

export type EffectOptions<Result> = {
  readonly accountId?: string
  readonly audit: (result: Result) => AuditEntry
}

/**
 * As Effect on an account, but together with the jobs of the same name that wait for that account: one transaction,
 * each its own verdict, audit row and answer. One that breaks the transaction fails alone.
 */
export type JointEffect = <Job, Result>(
  options: JointEffectOptions<Job, Result>,
  job: Job,
) => Promise<Result>

export type JointEffectOptions<Job, Result> = Required<
  Pick<EffectOptions<Result>, 'accountId' | 'audit'>
> & {
  readonly name: string
  /** How much of a group the job takes; one unless given. */
  readonly weight?: number
  /** The same for all of one name: whoever came first lends it to the group. May run more than once. */
  readonly work: (tx: Tx, jobs: readonly Job[]) => Promise<readonly Verdict<Result>[]>
}

/** What was done, to what. `data` is kept for seven years: no secrets, no personal data. */
export type AuditEntry = {
  /** `noun.verb`, e.g. `order.place`. */
  readonly action: string
  readonly targetKind: string
  readonly targetId: string
  readonly data: Readonly<Record<string, unknown>>
}
