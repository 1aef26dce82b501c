import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type Lease = {
  readonly accountId: string
  readonly holder: string
  readonly token: number
  readonly expiresAt: UnixMs
}

/** Which runner acts, or last acted, for each account. */
export async function readLeases(tx: Tx): Promise<Lease[]> {
  const rows = await tx.query<{
    account_id: string
    holder: string
    token: string
    expires_at: Date
  }>({
    name: 'read-leases',
    text: 'SELECT account_id, holder, token, expires_at FROM account_lease',
  })
  return rows.map((row) => ({
    accountId: row.account_id,
    holder: row.holder,
    token: Number(row.token),
    expiresAt: column.time(row.expires_at),
  }))
}
