import type { VenueId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { column } from './column.ts'
import type { Database } from './database.ts'

/** An account that a runner should run. */
export type RunnableAccount = AccountRef & {
  readonly venueId: VenueId
  readonly mode: 'paper' | 'testnet' | 'live'
  readonly status: 'CONNECTING' | 'CONNECTED' | 'READ_ONLY'
  readonly createdAt: UnixMs
}

/** Every account of every firm that is to be run: which, by look-up; how, inside each firm's own scope. */
export async function readRunnableAccounts(
  database: Database,
): Promise<readonly RunnableAccount[]> {
  const found = await database.unscoped((tx) =>
    tx.query<{ organization_id: string; account_id: string }>({
      name: 'accounts-to-run',
      text: 'SELECT organization_id, account_id FROM tb_accounts_to_run()',
    }),
  )
  const byFirm = Map.groupBy(found, (row) => row.organization_id)
  const accounts = await Promise.all(
    [...byFirm].map(([organizationId, rows]) =>
      readAccounts(
        database,
        organizationId,
        rows.map((row) => row.account_id),
      ),
    ),
  )
  return accounts.flat()
}

async function readAccounts(
  database: Database,
  organizationId: string,
  accountIds: readonly string[],
): Promise<readonly RunnableAccount[]> {
  const rows = await database.scoped({ organizationId, clientId: null }).read((tx) =>
    tx.query<RunnableRow>({
      name: 'read-runnable-accounts',
      text: `SELECT id, client_id, venue_id, mode, status, created_at FROM account WHERE id = ANY ($1::uuid[])`,
      values: [accountIds],
    }),
  )
  return rows.map((row) => ({
    organizationId,
    clientId: row.client_id,
    accountId: row.id,
    venueId: column.venueId(row.venue_id),
    mode: row.mode,
    status: row.status,
    createdAt: column.time(row.created_at),
  }))
}

type RunnableRow = {
  readonly id: string
  readonly client_id: string
  readonly venue_id: string
  readonly mode: RunnableAccount['mode']
  readonly status: RunnableAccount['status']
  readonly created_at: Date
}
