import { assert } from '#core/assert.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import { type NewAuditEvent, recordEffects } from '#store/audit-events.ts'
import type { ScopedDatabase } from '#store/database.ts'
import {
  identityOfKey,
  type NewIdempotencyKey,
  readIdempotencyKey,
  type StoredAnswer,
  startIdempotencyKeys,
} from '#store/idempotency-keys.ts'
import type { Verdict } from '#store/joint-jobs.ts'
import type { Tx } from '#store/transaction.ts'
import type { Actor, AuditEntry, Effect, JointEffect, JointEffectOptions } from './context.ts'

export type EffectParts = {
  readonly db: ScopedDatabase
  readonly clock: Clock
  readonly dice: Dice
  readonly actor: Actor
  readonly requestId: string
  /** Present where the request carries an Idempotency-Key. */
  readonly idempotency?: IdempotentRequest
}

/** A request's key, whose answer commits with its effect. */
export type IdempotentRequest = {
  readonly key: NewIdempotencyKey
  /** What a request is answered with whose key is taken: what was answered before, or a refusal. */
  whenTaken(stored: StoredAnswer | null): Error
  /** The answer to this result, remembered for the caller. */
  answerOf(result: unknown): { readonly status: number; readonly body: string }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** Builds the `effect` of a context. */
export function makeEffect(parts: EffectParts): Effect {
  return async ({ accountId, audit }, work) => {
    const transaction = async (tx: Tx) => {
      const [refusal] = await begin(tx, [parts])
      if (refusal) throw refusal
      const result = await work(tx)
      await finish(tx, [{ parts, entry: audit(result), result }])
      return result
    }
    return accountId === undefined
      ? parts.db.write(transaction)
      : parts.db.decide(accountId, transaction)
  }
}

/** Builds the `jointEffect` of a context. */
export function makeJointEffect(parts: EffectParts): JointEffect {
  return <Job, Result>(options: JointEffectOptions<Job, Result>, job: Job) => {
    const { accountId, name, weight = 1, audit, work } = options
    return parts.db.decideTogether<Asked<Job, Result>, Result>(
      accountId,
      { name, weight, job: { parts, audit, job } },
      (tx, asked) => doTogether(tx, asked, work),
    )
  }
}

type Asked<Job, Result> = Pick<JointEffectOptions<Job, Result>, 'audit'> & {
  readonly parts: EffectParts
  readonly job: Job
}

async function doTogether<Job, Result>(
  tx: Tx,
  asked: readonly Asked<Job, Result>[],
  work: JointEffectOptions<Job, Result>['work'],
): Promise<readonly Verdict<Result>[]> {
  const refusals = await begin(
    tx,
    asked.map(({ parts }) => parts),
  )
  const isRun = (_: unknown, index: number) => refusals[index] === null
  const jobs = asked.filter(isRun).map(({ job }) => job)
  const verdicts = (jobs.length === 0 ? [] : await work(tx, jobs)).values()
  const all = refusals.map(
    (error): Verdict<Result> => (error === null ? nextOf(verdicts) : { kind: 'failed', error }),
  )
  const done = asked.flatMap(({ parts, audit }, index) => {
    const verdict = all[index]
    if (verdict?.kind !== 'done') return []
    return [{ parts, entry: audit(verdict.result), result: verdict.result }]
  })
  if (done.length > 0) await finish(tx, done)
  return all
}

function nextOf<Result>(verdicts: Iterator<Verdict<Result>>): Verdict<Result> {
  const next = verdicts.next()
  assert(next.done !== true, 'every job has its verdict')
  return next.value
}

/** Takes the keys of these requests. Gives for each why it is not run, or null. */
async function begin(
  tx: Tx,
  requests: readonly Pick<EffectParts, 'idempotency'>[],
): Promise<readonly (Error | null)[]> {
  const keyed = requests.flatMap(({ idempotency }) => idempotency ?? [])
  const taken = keyed.length === 0 ? new Set<string>() : await takeKeys(tx, keyed)
  const refusals: (Error | null)[] = []
  for (const { idempotency } of requests) {
    const isFree = idempotency === undefined || taken.has(identityOfKey(idempotency.key))
    refusals.push(
      isFree ? null : idempotency.whenTaken(await readIdempotencyKey(tx, idempotency.key)),
    )
  }
  return refusals
}

async function takeKeys(tx: Tx, keyed: readonly IdempotentRequest[]): Promise<ReadonlySet<string>> {
  try {
    return await startIdempotencyKeys(
      tx,
      keyed.map(({ key }) => key),
    )
  } catch (error) {
    const isLocked = error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE
    const [first] = keyed
    if (isLocked && first !== undefined) throw first.whenTaken(null)
    throw error
  }
}

type Done = {
  readonly parts: EffectParts
  readonly entry: AuditEntry
  readonly result: unknown
}

async function finish(tx: Tx, done: readonly Done[]): Promise<void> {
  await recordEffects(tx, {
    events: done.map(eventOf),
    answers: done.flatMap(({ parts: { idempotency }, result }) =>
      idempotency === undefined ? [] : [{ key: idempotency.key, ...idempotency.answerOf(result) }],
    ),
  })
}

function eventOf({ parts, entry }: Done): NewAuditEvent {
  return {
    id: parts.dice.uuid(),
    organizationId: parts.db.scope.organizationId,
    actorKind: parts.actor.kind,
    actorId: parts.actor.id,
    requestId: parts.requestId,
    at: parts.clock.now(),
    ...entry,
  }
}
