import type pg from 'pg'
import type { Role } from '#core/access/permissions.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Between two requests. */
export const SESSION_IDLE_MS = 30 * 60_000
/** Altogether. */
export const SESSION_ABSOLUTE_MS = 12 * 60 * 60_000
/** A session that was seen this recently is not written again. */
export const SESSION_SEEN_EVERY_MS = 60_000

/** A session that is good now, whose it is, and where they are a member. */
export type LiveSession = {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly organizationId: string
  readonly role: Role
  readonly clientId: string | null
  readonly lastSeenAt: UnixMs
  readonly absoluteExpiresAt: UnixMs
}

type SessionRow = {
  user_id: string
  email: string
  name: string
  organization_id: string
  role: string
  client_id: string | null
  last_seen_at: Date
  absolute_expires_at: Date
}

/**
 * The session of this id if it is good now: known, not revoked, not idle, not too old, and its person neither
 * disabled nor without a firm. One statement on no tenant's rows; runs outside a transaction.
 */
export async function findLiveSession(
  pool: pg.Pool,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<LiveSession | null> {
  const { rows } = await pool.query<SessionRow>({
    name: 'find-live-session',
    text: `SELECT s.user_id, u.email, u.name, m.organization_id, m.role, m.client_id,
                  s.last_seen_at, s.absolute_expires_at
             FROM session s
             JOIN "user" u ON u.id = s.user_id AND u.disabled_at IS NULL
            CROSS JOIN LATERAL (SELECT * FROM tb_memberships_of(s.user_id) LIMIT 1) m
            WHERE s.id = $1 AND s.revoked_at IS NULL
              AND s.absolute_expires_at > to_timestamp($2::float8 / 1000)
              AND s.last_seen_at > to_timestamp(($2::float8 - $3) / 1000)`,
    values: [id, now, SESSION_IDLE_MS],
  })
  const row = rows[0]
  if (row === undefined) return null
  return {
    id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    organizationId: row.organization_id,
    // A check constraint holds it to the closed list.
    role: row.role as Role,
    clientId: row.client_id,
    lastSeenAt: column.time(row.last_seen_at),
    absoluteExpiresAt: column.time(row.absolute_expires_at),
  }
}

/** Moves the idle limit. Never back: two requests may come in any order. */
export async function touchSession(
  pool: pg.Pool,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<void> {
  await pool.query({
    name: 'touch-session',
    text: `UPDATE session SET last_seen_at = greatest(last_seen_at, to_timestamp($2::float8 / 1000))
            WHERE id = $1 AND revoked_at IS NULL`,
    values: [id, now],
  })
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly id: string
    readonly userId: string
    readonly now: UnixMs
    readonly userAgent: string
  },
): Promise<void> {
  await tx.query({
    name: 'insert-session',
    text: `INSERT INTO session (id, user_id, created_at, last_seen_at, absolute_expires_at, user_agent)
           VALUES ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($3::float8 / 1000),
                   to_timestamp(($3::float8 + $4) / 1000), $5)`,
    values: [session.id, session.userId, session.now, SESSION_ABSOLUTE_MS, session.userAgent],
  })
}

/** Ends one session. Its next request fails and its sockets are closed. */
export async function revokeSession(
  tx: Tx,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'revoke-session',
    text: `UPDATE session SET revoked_at = to_timestamp($2::float8 / 1000)
            WHERE id = $1 AND revoked_at IS NULL`,
    values: [id, now],
  })
}

/** Ends every session of a person. */
export async function revokeSessionsOf(
  tx: Tx,
  { userId, now }: { readonly userId: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    name: 'revoke-sessions-of',
    text: `UPDATE session SET revoked_at = to_timestamp($2::float8 / 1000)
            WHERE user_id = $1 AND revoked_at IS NULL`,
    values: [userId, now],
  })
}
