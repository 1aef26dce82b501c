import { systemDice } from '#runtime/system-dice.ts'
import type { Database, ScopedDatabase } from '#store/database.ts'
import type { Tx } from '#store/transaction.ts'

export type TestFirm = { readonly organizationId: string; readonly db: ScopedDatabase }
export type TestAccount = {
  readonly organizationId: string
  readonly clientId: string
  readonly accountId: string
  /** The book that people trade in. */
  readonly bookId: string
  readonly externalBookId: string
}

const CREATED_AT = '2026-11-01T00:00:00Z'

/** A firm without clients. */
export async function createFirm(database: Database, name = 'Firm'): Promise<TestFirm> {
  const organizationId = systemDice.uuid()
  const db = database.scoped({ organizationId, clientId: null })
  await db.write((tx) =>
    tx.query({
      text: 'INSERT INTO organization (id, name, created_at) VALUES ($1, $2, $3)',
      values: [organizationId, name, CREATED_AT],
    }),
  )
  return { organizationId, db }
}

/** A client of the firm; returns its id. */
export async function createClient(firm: TestFirm, name = 'Client'): Promise<string> {
  const clientId = systemDice.uuid()
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO client (id, organization_id, name, status, stripe, created_at)
        VALUES ($1, $2, $3, 'ACTIVE', 0, $4)`,
      values: [clientId, firm.organizationId, name, CREATED_AT],
    }),
  )
  return clientId
}

/** A connected paper account at `sim` with its two books. */
export async function createAccount(
  firm: TestFirm,
  { clientId, name = 'Account' }: { readonly clientId: string; readonly name?: string },
): Promise<TestAccount> {
  const [accountId, bookId, externalBookId] = [uuid(), uuid(), uuid()]
  const owner = { organizationId: firm.organizationId, clientId, accountId }
  await firm.db.write(async (tx) => {
    await ensureVenue(tx)
    await tx.query({
      text: `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state,
          created_at) VALUES ($1, $2, $3, 'sim', $4, 'paper', 'CONNECTED', 'ACTIVE', $5)`,
      values: [accountId, firm.organizationId, clientId, name, CREATED_AT],
    })
    await tx.query({
      text: `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
        VALUES ($1, $3, $4, $5, 'MANUAL', 'Manual', $6), ($2, $3, $4, $5, 'EXTERNAL', 'External', $6)`,
      values: [bookId, externalBookId, firm.organizationId, clientId, accountId, CREATED_AT],
    })
  })
  return { ...owner, bookId, externalBookId }
}

/** A client with one account. */
export async function createClientWithAccount(
  firm: TestFirm,
  name = 'Client',
): Promise<TestAccount> {
  return createAccount(firm, { clientId: await createClient(firm, name) })
}

/** The simulated exchange, once. */
export async function ensureVenue(tx: Tx): Promise<void> {
  await tx.query({
    text: `INSERT INTO venue (id, name, kind, certification)
      VALUES ('sim', 'Simulated exchange', 'simulated', 'LIVE_READY') ON CONFLICT DO NOTHING`,
  })
}

function uuid(): string {
  return systemDice.uuid()
}
