import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** How long the answer to a key is kept. */
export const IDEMPOTENCY_KEEP_MS = 7 * 24 * 60 * 60_000
/** A key that was started and never done belongs to a transaction that is gone. */
const LOCK_MS = 30_000

export type IdempotencyKeyId = {
  readonly organizationId: string
  readonly actorId: string
  readonly route: string
  readonly key: string
}

export type NewIdempotencyKey = IdempotencyKeyId & {
  readonly fingerprint: string
  readonly now: UnixMs
}

export type StoredAnswer = {
  readonly fingerprint: string
  readonly state: 'STARTED' | 'DONE'
  readonly status: number | null
  readonly body: string | null
}

/** Takes the key for this transaction. False when it is taken already; a concurrent taker is waited for. */
export async function startIdempotencyKey(tx: Tx, key: NewIdempotencyKey): Promise<boolean> {
  const rows = await tx.query({
    name: 'start-idempotency-key',
    text: `INSERT INTO idempotency_key AS k (organization_id, actor_id, route, key, fingerprint, state,
                  created_at, locked_until, expires_at)
           VALUES ($1, $2, $3, $4, $5, 'STARTED', to_timestamp($6::float8 / 1000),
                   to_timestamp(($6::float8 + $7) / 1000), to_timestamp(($6::float8 + $8) / 1000))
           ON CONFLICT (organization_id, actor_id, route, key) DO UPDATE
              SET fingerprint = EXCLUDED.fingerprint, state = 'STARTED', status = NULL, body = NULL,
                  created_at = EXCLUDED.created_at, locked_until = EXCLUDED.locked_until,
                  expires_at = EXCLUDED.expires_at
            WHERE k.expires_at <= EXCLUDED.created_at
           RETURNING 1`,
    values: [
      key.organizationId,
      key.actorId,
      key.route,
      key.key,
      key.fingerprint,
      key.now,
      LOCK_MS,
      IDEMPOTENCY_KEEP_MS,
    ],
  })
  return rows.length === 1
}

/** What the key was answered with. */
export async function readIdempotencyKey(
  tx: Tx,
  { organizationId, actorId, route, key }: IdempotencyKeyId,
): Promise<StoredAnswer | null> {
  const [row] = await tx.query<StoredAnswer>({
    name: 'read-idempotency-key',
    text: `SELECT fingerprint, state, status, body FROM idempotency_key
            WHERE organization_id = $1 AND actor_id = $2 AND route = $3 AND key = $4`,
    values: [organizationId, actorId, route, key],
  })
  return row ?? null
}

/** Keeps the answer, to be given again byte by byte. */
export async function finishIdempotencyKey(
  tx: Tx,
  key: IdempotencyKeyId,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  await tx.query({
    name: 'finish-idempotency-key',
    text: `UPDATE idempotency_key SET state = 'DONE', status = $5, body = $6
            WHERE organization_id = $1 AND actor_id = $2 AND route = $3 AND key = $4`,
    values: [key.organizationId, key.actorId, key.route, key.key, answer.status, answer.body],
  })
}

/** Forgets keys whose time is over. */
export async function deleteExpiredIdempotencyKeys(tx: Tx, now: UnixMs): Promise<void> {
  await tx.query({
    text: 'DELETE FROM idempotency_key WHERE expires_at <= to_timestamp($1::float8 / 1000)',
    values: [now],
  })
}
