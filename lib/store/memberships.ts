import type { PersonView } from '#api/codecs/person.ts'
import type { Role } from '#core/access/permissions.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

type PersonRow = {
  user_id: string
  email: string
  name: string
  role: string
  client_id: string | null
  created_at: Date
  revoked_at: Date | null
  last_seen_at: Date | null
}

const PEOPLE = `
  SELECT m.user_id, u.email, u.name, m.role, m.client_id, m.created_at, m.revoked_at,
         (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = m.user_id) AS last_seen_at
    FROM membership m JOIN "user" u ON u.id = m.user_id`

/** Everyone who belongs or belonged to the firm, by name. */
export async function readPeople(tx: Tx): Promise<PersonView[]> {
  const rows = await tx.query<PersonRow>({
    name: 'read-people',
    text: `${PEOPLE} ORDER BY u.name, u.email`,
  })
  return rows.map(personOf)
}

/** One person of the firm; null for anybody else. */
export async function readPerson(tx: Tx, userId: string): Promise<PersonView | null> {
  const [row] = await tx.query<PersonRow>({
    name: 'read-person',
    text: `${PEOPLE} WHERE m.user_id = $1`,
    values: [userId],
  })
  return row === undefined ? null : personOf(row)
}

export type NewMembership = {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  readonly role: Role
  readonly clientId: string | null
  readonly now: UnixMs
}

/** Takes a person into the firm; one who left comes back in the new role. */
export async function upsertMembership(tx: Tx, membership: NewMembership): Promise<void> {
  await tx.query({
    text: `INSERT INTO membership (id, organization_id, user_id, role, client_id, created_at)
           VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
           ON CONFLICT (organization_id, user_id) DO UPDATE
              SET role = EXCLUDED.role, client_id = EXCLUDED.client_id, revoked_at = NULL`,
    values: [
      membership.id,
      membership.organizationId,
      membership.userId,
      membership.role,
      membership.clientId,
      membership.now,
    ],
  })
}

export type MembershipChange = {
  readonly userId: string
  readonly role: Role
  readonly clientId: string | null
  readonly isRevoked: boolean
  readonly now: UnixMs
}

/** Writes what a person may do from now on. */
export async function updateMembership(tx: Tx, change: MembershipChange): Promise<void> {
  await tx.query({
    text: `UPDATE membership SET role = $2, client_id = $3,
                  revoked_at = CASE WHEN $4 THEN coalesce(revoked_at, to_timestamp($5::float8 / 1000)) END
            WHERE user_id = $1`,
    values: [change.userId, change.role, change.clientId, change.isRevoked, change.now],
  })
}

/**
 * How many administrators the firm has. Holds the firm's row until the transaction ends, so that two who are
 * about to remove each other cannot both succeed.
 */
export async function countAdminsLocked(tx: Tx): Promise<number> {
  await tx.query({ text: 'SELECT id FROM organization FOR UPDATE' })
  const [row] = await tx.query<{ admins: number }>({
    text: `SELECT count(*)::int AS admins FROM membership WHERE role = 'ADMIN' AND revoked_at IS NULL`,
  })
  return row?.admins ?? 0
}

function personOf(row: PersonRow): PersonView {
  return {
    userId: row.user_id,
    email: row.email,
    name: row.name,
    // A check constraint holds it to the closed list.
    role: row.role as Role,
    clientId: row.client_id,
    isRevoked: row.revoked_at !== null,
    createdAt: column.time(row.created_at),
    lastSeenAt: column.timeOrNull(row.last_seen_at),
  }
}
