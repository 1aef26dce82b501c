import type pg from 'pg'
import type { Role } from '#core/access/permissions.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

export type SignInCandidate = {
  readonly userId: string
  readonly passwordHash: string
  readonly organizationId: string
  readonly role: Role
  readonly clientId: string | null
}

type CandidateRow = {
  id: string
  password_hash: string
  organization_id: string
  role: string
  client_id: string | null
}

/** Who signs in under this address, with the firm they belong to; null for nobody who may. */
export async function findSignInCandidate(
  pool: pg.Pool,
  email: string,
): Promise<SignInCandidate | null> {
  const { rows } = await pool.query<CandidateRow>({
    name: 'find-sign-in-candidate',
    text: `SELECT u.id, u.password_hash, m.organization_id, m.role, m.client_id
             FROM "user" u CROSS JOIN LATERAL (SELECT * FROM tb_memberships_of(u.id) LIMIT 1) m
            WHERE u.email = $1 AND u.disabled_at IS NULL`,
    values: [email],
  })
  const row = rows[0]
  if (row === undefined) return null
  return {
    userId: row.id,
    passwordHash: row.password_hash,
    organizationId: row.organization_id,
    // A check constraint holds it to the closed list.
    role: row.role as Role,
    clientId: row.client_id,
  }
}

export type NewUser = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string
  readonly now: UnixMs
}

/** False when somebody of this address exists already; nothing is changed then. */
export async function insertUser(tx: Tx, user: NewUser): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO "user" (id, email, name, password_hash, created_at)
           VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
           ON CONFLICT (email) DO NOTHING RETURNING 1`,
    values: [user.id, user.email, user.name, user.passwordHash, user.now],
  })
  return rows.length === 1
}

/** The person of an address, whether or not they belong to a firm. */
export async function findUser(
  tx: Tx,
  email: string,
): Promise<{ readonly id: string; readonly passwordHash: string } | null> {
  const [row] = await tx.query<{ id: string; password_hash: string }>({
    text: 'SELECT id, password_hash FROM "user" WHERE email = $1',
    values: [email],
  })
  return row === undefined ? null : { id: row.id, passwordHash: row.password_hash }
}
