import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { ownerColumns } from './change-part.ts'
import type { Tx } from './transaction.ts'

export type VenueKeyState = 'SEALED' | 'VERIFYING' | 'ACTIVE' | 'REFUSED' | 'RETIRED'

/** A key as it lies in the database: its secret is always ciphertext. */
export type VenueKeyRow = {
  readonly id: string
  readonly state: VenueKeyState
  readonly secret: Buffer
  readonly createdAt: UnixMs
}

export type NewVenueKey = {
  readonly id: string
  readonly account: AccountRef
  readonly state: 'SEALED' | 'ACTIVE'
  readonly hint: string
  readonly secret: Buffer
  readonly permissions: Readonly<Record<string, unknown>> | null
  readonly at: UnixMs
}

/** Writes a key. Tells the runner by NOTIFY. */
export async function insertVenueKey(tx: Tx, key: NewVenueKey): Promise<void> {
  const owner = ownerColumns(key.account)
  await tx.query({
    text: `INSERT INTO venue_key (id, organization_id, client_id, account_id, state, hint, secret, permissions,
        created_at, checked_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000),
        CASE WHEN $5 = 'ACTIVE' THEN to_timestamp($9::float8 / 1000) END)`,
    values: [
      key.id,
      owner.organization_id,
      owner.client_id,
      owner.account_id,
      key.state,
      key.hint,
      key.secret,
      key.permissions,
      key.at,
    ],
  })
}

/** The newest key of an account that is neither refused nor retired; null when there is none. */
export async function readVenueKey(tx: Tx, accountId: string): Promise<VenueKeyRow | null> {
  const [row] = await tx.query<{
    id: string
    state: VenueKeyState
    secret: Buffer
    created_at: Date
  }>({
    name: 'read-venue-key',
    text: `SELECT id, state, secret, created_at FROM venue_key
      WHERE account_id = $1 AND state IN ('SEALED', 'VERIFYING', 'ACTIVE')
      ORDER BY created_at DESC, id DESC LIMIT 1`,
    values: [accountId],
  })
  if (row === undefined) return null
  const { id, state, secret, created_at } = row
  return { id, state, secret, createdAt: unixMsOf(created_at.getTime()) }
}

export async function markVenueKeyVerifying(tx: Tx, keyId: string): Promise<void> {
  await tx.query({
    text: `UPDATE venue_key SET state = 'VERIFYING' WHERE id = $1 AND state = 'SEALED'`,
    values: [keyId],
  })
}

/** The key works: it replaces whatever the account had, and lies in the runner's own envelope from now on. */
export async function activateVenueKey(
  tx: Tx,
  key: {
    readonly id: string
    readonly accountId: string
    readonly wrapped: Buffer
    readonly permissions: Readonly<Record<string, unknown>>
    readonly at: UnixMs
  },
): Promise<void> {
  await tx.query({
    text: `UPDATE venue_key SET state = 'RETIRED' WHERE account_id = $1 AND id <> $2 AND state <> 'REFUSED'`,
    values: [key.accountId, key.id],
  })
  await tx.query({
    text: `UPDATE venue_key SET state = 'ACTIVE', secret = $2, permissions = $3, reason = NULL,
        checked_at = to_timestamp($4::float8 / 1000) WHERE id = $1`,
    values: [key.id, key.wrapped, key.permissions, key.at],
  })
}

/** The key is not to be used. Its ciphertext is forgotten. */
export async function refuseVenueKey(
  tx: Tx,
  key: { readonly id: string; readonly reason: string; readonly at: UnixMs },
): Promise<void> {
  await tx.query({
    text: `UPDATE venue_key SET state = 'REFUSED', reason = $2, secret = ''::bytea,
        checked_at = to_timestamp($3::float8 / 1000) WHERE id = $1`,
    values: [key.id, key.reason, key.at],
  })
}
