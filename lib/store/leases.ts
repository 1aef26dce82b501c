import type { Lease, LeaseWish } from '#ports/order-path-store.ts'
import type { Tx } from './transaction.ts'

/** The database's clock decides, so that no machine's does. */
const EXPIRY = (ttlMs: string) => `tb_now() + ${ttlMs}::float8 * interval '1 millisecond'`

/**
 * Takes an account's lease when it is free, run out or this holder's already; null when another runner has it.
 * A new holder gets a greater token: whoever still acts under the old one is refused.
 */
export async function acquireLease(tx: Tx, wish: LeaseWish): Promise<Lease | null> {
  const { organizationId, clientId, accountId, holder, ttlMs } = wish
  const [row] = await tx.query<{ token: string }>({
    name: 'acquire-lease',
    text: `INSERT INTO account_lease AS l
        (account_id, organization_id, client_id, holder, token, renewed_at, expires_at)
      VALUES ($1, $2, $3, $4, 1, tb_now(), ${EXPIRY('$5')})
      ON CONFLICT (account_id) DO UPDATE SET holder = excluded.holder,
        token = CASE WHEN l.holder = excluded.holder THEN l.token ELSE l.token + 1 END,
        renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
      WHERE l.holder = excluded.holder OR l.expires_at <= tb_now()
      RETURNING token::text`,
    values: [accountId, organizationId, clientId, holder, ttlMs],
  })
  return row === undefined
    ? null
    : { organizationId, clientId, accountId, holder, token: row.token }
}

/** The accounts among these whose lease another holder has now: there is no use in asking for them. */
export async function readLeasedElsewhere(
  tx: Tx,
  { accountIds, holder }: { readonly accountIds: readonly string[]; readonly holder: string },
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ account_id: string }>({
    name: 'read-leased-elsewhere',
    text: `SELECT account_id FROM account_lease
      WHERE account_id = ANY ($1::uuid[]) AND holder <> $2 AND expires_at > tb_now()`,
    values: [accountIds, holder],
  })
  return new Set(rows.map((row) => row.account_id))
}

/** Renews those of the leases that nobody took over, also ones that just ran out. */
export async function renewLeases(
  tx: Tx,
  { leases, ttlMs }: { readonly leases: readonly Lease[]; readonly ttlMs: number },
): Promise<readonly Lease[]> {
  const rows = await tx.query<{ account_id: string }>({
    name: 'renew-leases',
    text: `UPDATE account_lease l SET renewed_at = tb_now(), expires_at = ${EXPIRY('$4')}
      FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS mine (account_id, holder, token)
      WHERE l.account_id = mine.account_id AND l.holder = mine.holder AND l.token = mine.token
      RETURNING l.account_id`,
    values: [
      leases.map(({ accountId }) => accountId),
      leases.map(({ holder }) => holder),
      leases.map(({ token }) => token),
      ttlMs,
    ],
  })
  const renewed = new Set(rows.map((row) => row.account_id))
  return leases.filter(({ accountId }) => renewed.has(accountId))
}

/** Ends a lease now and tells the other runners, so that none waits for it to run out. */
export async function releaseLease(tx: Tx, { accountId, holder, token }: Lease): Promise<void> {
  await tx.query({
    name: 'release-lease',
    text: `WITH freed AS (UPDATE account_lease SET expires_at = tb_now()
        WHERE account_id = $1 AND holder = $2 AND token = $3 RETURNING account_id)
      SELECT pg_notify('truebook_lease_free', account_id::text) FROM freed`,
    values: [accountId, holder, token],
  })
}
