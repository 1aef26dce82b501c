import { assert } from '#core/assert.ts'
import type { OrderFacts } from '#ports/order-path-store.ts'

/** Whose the account `a` is, and where what is not ours is booked. */
export const ACCOUNT_OWNER = `a.organization_id AS account_organization_id, a.client_id AS account_client_id,
  (SELECT id FROM book WHERE account_id = a.id AND kind = 'EXTERNAL') AS external_book_id`

export type AccountOwnerRow = {
  readonly account_organization_id: string
  readonly account_client_id: string
  readonly external_book_id: string | null
}

export function ownerOf(accountId: string, row: AccountOwnerRow): Omit<OrderFacts, 'order'> {
  assert(row.external_book_id !== null, 'every account has an EXTERNAL book')
  return {
    account: {
      organizationId: row.account_organization_id,
      clientId: row.account_client_id,
      accountId,
    },
    externalBookId: row.external_book_id,
  }
}
