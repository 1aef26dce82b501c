import type { AccountChanges, AccountRef } from '#ports/order-path-store.ts'

/**
 * One kind of row that a transaction leaves behind. The parts that have rows are joined to one statement:
 * however much changes, it is one trip to the database.
 */
export type ChangePart = {
  readonly name: string
  readonly rowsOf: (changes: AccountChanges) => readonly object[]
  /** `rows` stands for the jsonb array of what rowsOf gave. */
  readonly text: (rows: string) => string
}

/** The columns that say whose a row is. */
export function ownerColumns({ organizationId, clientId, accountId }: AccountRef) {
  return { organization_id: organizationId, client_id: clientId, account_id: accountId }
}
