import type { ClientView } from '#api/codecs/client.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

type ClientRow = {
  id: string
  name: string
  status: string
  stripe: number
  account_count: number
  created_at: Date
  archived_at: Date | null
}

const CLIENTS = `
  SELECT c.id, c.name, c.status, c.stripe, c.created_at, c.archived_at,
         (SELECT count(*)::int FROM account a WHERE a.client_id = c.id AND a.archived_at IS NULL) AS account_count
    FROM client c`

/** The clients that the scope shows, by name. */
export async function readClients(tx: Tx): Promise<ClientView[]> {
  const rows = await tx.query<ClientRow>({
    name: 'read-clients',
    text: `${CLIENTS} ORDER BY c.name`,
  })
  return rows.map(clientOf)
}

export async function readClient(tx: Tx, clientId: string): Promise<ClientView | null> {
  const [row] = await tx.query<ClientRow>({
    name: 'read-client',
    text: `${CLIENTS} WHERE c.id = $1`,
    values: [clientId],
  })
  return row === undefined ? null : clientOf(row)
}

/** Holds the client until the transaction ends: two changes of one client happen one after the other. */
export async function lockClient(tx: Tx, clientId: string): Promise<void> {
  await tx.query({ text: 'SELECT id FROM client WHERE id = $1 FOR UPDATE', values: [clientId] })
}

export type NewClient = {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly stripe: number
  readonly now: UnixMs
}

/** False when the firm has a client of this name already; nothing is changed then. */
export async function insertClient(tx: Tx, client: NewClient): Promise<boolean> {
  const rows = await tx.query({
    text: `INSERT INTO client (id, organization_id, name, status, stripe, created_at)
           VALUES ($1, $2, $3, 'ACTIVE', $4, to_timestamp($5::float8 / 1000))
           ON CONFLICT (organization_id, name) DO NOTHING RETURNING 1`,
    values: [client.id, client.organizationId, client.name, client.stripe, client.now],
  })
  return rows.length === 1
}

export type ClientChange = Pick<ClientView, 'id' | 'name' | 'status' | 'stripe'> & {
  readonly now: UnixMs
}

/** Writes a client's name, status and stripe. */
export async function updateClientRow(tx: Tx, change: ClientChange): Promise<void> {
  await tx.query({
    text: `UPDATE client SET name = $2, status = $3, stripe = $4,
                  archived_at = CASE WHEN $3 = 'ARCHIVED' THEN to_timestamp($5::float8 / 1000) END
            WHERE id = $1`,
    values: [change.id, change.name, change.status, change.stripe, change.now],
  })
}

/** Whether another client of the firm has this name. */
export async function isClientNameTaken(
  tx: Tx,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const rows = await tx.query({
    text: 'SELECT FROM client WHERE name = $2 AND id <> $1',
    values: [id, name],
  })
  return rows.length > 0
}

/** The stripe that the fewest clients wear. */
export async function freestStripe(tx: Tx, stripes: number): Promise<number> {
  const [row] = await tx.query<{ stripe: number }>({
    text: `SELECT s AS stripe FROM generate_series(0, $1 - 1) s
            ORDER BY (SELECT count(*) FROM client c WHERE c.stripe = s), s LIMIT 1`,
    values: [stripes],
  })
  return row?.stripe ?? 0
}

function clientOf(row: ClientRow): ClientView {
  return {
    id: row.id,
    name: row.name,
    // A check constraint holds it to the closed list.
    status: row.status as ClientView['status'],
    stripe: row.stripe,
    accountCount: row.account_count,
    createdAt: column.time(row.created_at),
    archivedAt: column.timeOrNull(row.archived_at),
  }
}
