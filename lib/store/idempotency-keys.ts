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

/**
 * Takes the keys for this transaction and returns those it could take; the others were taken before. A concurrent
 * taker is waited for. One key twice is an error.
 */
export async function startIdempotencyKeys(
  tx: Tx,
  keys: readonly NewIdempotencyKey[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>({
    name: 'start-idempotency-keys',
    text: `INSERT INTO idempotency_key AS k (organization_id, actor_id, route, key, fingerprint, state,
                  created_at, locked_until, expires_at)
           SELECT organization_id, actor_id, route, key, fingerprint, 'STARTED', to_timestamp(now / 1000),
                  to_timestamp((now + $7) / 1000), to_timestamp((now + $8) / 1000)
             FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[])
               AS r (organization_id, actor_id, route, key, fingerprint, now)
           ON CONFLICT (organization_id, actor_id, route, key) DO UPDATE
              SET fingerprint = EXCLUDED.fingerprint, state = 'STARTED', status = NULL, body = NULL,
                  created_at = EXCLUDED.created_at, locked_until = EXCLUDED.locked_until,
                  expires_at = EXCLUDED.expires_at
            WHERE k.expires_at <= EXCLUDED.created_at
           RETURNING ${identityOf('k')} AS key`,
    values: [
      ...columnsOfKeys(keys),
      keys.map(({ fingerprint }) => fingerprint),
      keys.map(({ now }) => now),
      LOCK_MS,
      IDEMPOTENCY_KEEP_MS,
    ],
  })
  return new Set(rows.map(({ key }) => key))
}

/** Names a key among those of all actors and routes, as startIdempotencyKeys returns it. */
export function identityOfKey({ actorId, route, key }: IdempotencyKeyId): string {
  return `${actorId} ${route} ${key}`
}

function identityOf(alias: string): string {
  return `${alias}.actor_id || ' ' || ${alias}.route || ' ' || ${alias}.key`
}

/** The columns of a key, as arrays to be unnested together. */
export function columnsOfKeys(keys: readonly IdempotencyKeyId[]): readonly (readonly string[])[] {
  return [
    keys.map(({ organizationId }) => organizationId),
    keys.map(({ actorId }) => actorId),
    keys.map(({ route }) => route),
    keys.map(({ key }) => key),
  ]
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

/** An answer that is kept with its key, to be given again byte by byte. */
export type KeptAnswer = {
  readonly key: IdempotencyKeyId
  readonly status: number
  readonly body: string
}

/** Forgets keys whose time is over. */
export async function deleteExpiredIdempotencyKeys(tx: Tx, now: UnixMs): Promise<void> {
  await tx.query({
    text: 'DELETE FROM idempotency_key WHERE expires_at <= to_timestamp($1::float8 / 1000)',
    values: [now],
  })
}
