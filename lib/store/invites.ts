import type pg from 'pg'
import type { InviteView } from '#api/codecs/person.ts'
import type { Role } from '#core/access/permissions.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export const INVITES_SHOWN_MAX = 200

/** An invite with the names that its link shows. */
export type NamedInvite = InviteView & {
  readonly organizationName: string
  readonly clientName: string | null
}

type InviteRow = {
  id: string
  email: string
  role: string
  client_id: string | null
  created_at: Date
  expires_at: Date
  state: InviteView['state']
  organization_name: string
  client_name: string | null
}

/** `$1` is the time it is. */
const INVITES = `
  SELECT i.id, i.email, i.role, i.client_id, i.created_at, i.expires_at,
         o.name AS organization_name, c.name AS client_name,
         CASE WHEN i.accepted_at IS NOT NULL THEN 'ACCEPTED'
              WHEN i.revoked_at IS NOT NULL THEN 'REVOKED'
              WHEN i.expires_at <= to_timestamp($1::float8 / 1000) THEN 'EXPIRED'
              ELSE 'OPEN' END AS state
    FROM invite i JOIN organization o ON o.id = i.organization_id LEFT JOIN client c ON c.id = i.client_id`

/** The firm's newest invites. */
export async function readInvites(tx: Tx, now: UnixMs): Promise<InviteView[]> {
  const rows = await tx.query<InviteRow>({
    text: `${INVITES} ORDER BY i.created_at DESC, i.id DESC LIMIT ${INVITES_SHOWN_MAX}`,
    values: [now],
  })
  return rows.map(inviteOf)
}

/** One invite of the firm, held until the transaction ends: it is accepted or revoked once. */
export async function readInviteLocked(
  tx: Tx,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<NamedInvite | null> {
  await tx.query({ text: 'SELECT id FROM invite WHERE id = $1 FOR UPDATE', values: [id] })
  return readInvite(tx, { id, now })
}

export async function readInvite(
  tx: Tx,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<NamedInvite | null> {
  const [row] = await tx.query<InviteRow>({ text: `${INVITES} WHERE i.id = $2`, values: [now, id] })
  return row === undefined ? null : inviteOf(row)
}

/** Whose invite a link's token is, before any firm is known. */
export async function findInvite(
  pool: pg.Pool,
  tokenHash: string,
): Promise<{ readonly organizationId: string; readonly inviteId: string } | null> {
  const { rows } = await pool.query<{ organization_id: string; invite_id: string }>({
    text: 'SELECT organization_id, invite_id FROM tb_invite_of($1)',
    values: [tokenHash],
  })
  const row = rows[0]
  return row === undefined ? null : { organizationId: row.organization_id, inviteId: row.invite_id }
}

export type NewInvite = {
  readonly id: string
  readonly organizationId: string
  readonly tokenHash: string
  readonly email: string
  readonly role: Role
  readonly clientId: string | null
  readonly createdBy: string
  readonly now: UnixMs
  readonly expiresAt: number
}

export async function insertInvite(tx: Tx, invite: NewInvite): Promise<void> {
  await tx.query({
    text: `INSERT INTO invite (id, organization_id, token_hash, email, role, client_id, created_by, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000))`,
    values: [
      invite.id,
      invite.organizationId,
      invite.tokenHash,
      invite.email,
      invite.role,
      invite.clientId,
      invite.createdBy,
      invite.now,
      invite.expiresAt,
    ],
  })
}

/** Marks an invite as used or as taken back. */
export async function endInvite(
  tx: Tx,
  {
    id,
    as,
    now,
  }: { readonly id: string; readonly as: 'accepted' | 'revoked'; readonly now: UnixMs },
): Promise<void> {
  const columnName = as === 'accepted' ? 'accepted_at' : 'revoked_at'
  await tx.query({
    text: `UPDATE invite SET ${columnName} = to_timestamp($2::float8 / 1000) WHERE id = $1`,
    values: [id, now],
  })
}

function inviteOf(row: InviteRow): NamedInvite {
  return {
    id: row.id,
    email: row.email,
    // A check constraint holds it to the closed list.
    role: row.role as Role,
    clientId: row.client_id,
    state: row.state,
    createdAt: column.time(row.created_at),
    expiresAt: column.time(row.expires_at),
    organizationName: row.organization_name,
    clientName: row.client_name,
  }
}
