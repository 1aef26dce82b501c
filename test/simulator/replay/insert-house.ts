import { toIso } from '#core/time/time.ts'
import type { Database, ScopedDatabase } from '#store/database.ts'
import { orderPathStore } from '#store/order-path.ts'
import { ensureVenue } from '#test/builders/firm.ts'
import { WORLD_BEGAN_AT } from '../kernel/sim-clock.ts'
import type { AccountState } from '../store/account-state.ts'

const CREATED_AT = toIso(WORLD_BEGAN_AT as Parameters<typeof toIso>[0])

/** The simulated firm in a real database, under the same ids and with the same money. */
export async function insertHouse(
  database: Database,
  state: AccountState,
): Promise<ScopedDatabase> {
  const { account, bookIds, externalBookId, ledger } = state
  const { organizationId, clientId, accountId } = account
  const db = database.scoped({ organizationId, clientId: null })
  const manualBookId = bookIds.find((id) => id !== externalBookId)
  await db.write(async (tx) => {
    await ensureVenue(tx)
    const insert = (text: string, values: readonly unknown[]) => tx.query({ text, values })
    await insert(`INSERT INTO organization (id, name, created_at) VALUES ($1, 'Firm', $2)`, [
      organizationId,
      CREATED_AT,
    ])
    await insert(
      `INSERT INTO client (id, organization_id, name, status, stripe, created_at)
        VALUES ($1, $2, 'Client', 'ACTIVE', 0, $3)`,
      [clientId, organizationId, CREATED_AT],
    )
    await insert(
      `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state,
        created_at) VALUES ($1, $2, $3, 'sim', 'Account', 'live', 'CONNECTED', 'ACTIVE', $4)`,
      [accountId, organizationId, clientId, CREATED_AT],
    )
    await insert(
      `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
        VALUES ($1, $3, $4, $5, 'MANUAL', 'Manual', $6), ($2, $3, $4, $5, 'EXTERNAL', 'External', $6)`,
      [manualBookId, externalBookId, organizationId, clientId, accountId, CREATED_AT],
    )
  })
  const at = WORLD_BEGAN_AT as (typeof ledger)[number]['effectiveAt']
  await orderPathStore(db).change(accountId, (tx) => tx.write({ account, at, ledger }))
  return db
}
