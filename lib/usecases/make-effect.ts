import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import { insertAuditEvent } from '#store/audit-events.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { Tx } from '#store/transaction.ts'
import type { Actor, AuditEntry, Effect } from './context.ts'

export type EffectParts = {
  readonly db: ScopedDatabase
  readonly clock: Clock
  readonly dice: Dice
  readonly actor: Actor
  readonly requestId: string
  /** Present where the request carries an Idempotency-Key. */
  readonly idempotency?: IdempotentRequest
}

/** Ties a request's key and answer to its effect; both throw to abort the transaction. */
export type IdempotentRequest = {
  begin(tx: Tx): Promise<void>
  finish(tx: Tx, result: unknown): Promise<void>
}

/** Builds the `effect` of a context. */
export function makeEffect(parts: EffectParts): Effect {
  return async ({ accountId, audit }, work) => {
    const transaction = async (tx: Tx) => {
      await parts.idempotency?.begin(tx)
      const result = await work(tx)
      await record(parts, tx, audit(result))
      await parts.idempotency?.finish(tx, result)
      return result
    }
    return accountId === undefined
      ? parts.db.write(transaction)
      : parts.db.decide(accountId, transaction)
  }
}

async function record(parts: EffectParts, tx: Tx, entry: AuditEntry): Promise<void> {
  await insertAuditEvent(tx, {
    id: parts.dice.uuid(),
    organizationId: parts.db.scope.organizationId,
    actorKind: parts.actor.kind,
    actorId: parts.actor.id,
    requestId: parts.requestId,
    at: parts.clock.now(),
    ...entry,
  })
}
