import type { VenueId } from '#core/market/instrument.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Whose a book or an account is, in names. */
export type OwnerNames = {
  readonly accountId: string
  readonly clientId: string
  readonly venueId: VenueId
  readonly text: string
}

/** `Lynk / Main / Manual`; null when the scope does not show the book. */
export async function readBookOwner(tx: Tx, bookId: string): Promise<OwnerNames | null> {
  const [row] = await tx.query<OwnerRow>({
    name: 'read-book-owner',
    text: `SELECT a.id, a.client_id, a.venue_id, c.name || ' / ' || a.name || ' / ' || b.name AS text
      FROM book b JOIN account a ON a.id = b.account_id JOIN client c ON c.id = a.client_id WHERE b.id = $1`,
    values: [bookId],
  })
  return row === undefined ? null : ownerOf(row)
}

/** `Lynk / Main`; null when the scope does not show the account. */
export async function readAccountOwner(tx: Tx, accountId: string): Promise<OwnerNames | null> {
  const [row] = await tx.query<OwnerRow>({
    name: 'read-account-owner',
    text: `SELECT a.id, a.client_id, a.venue_id, c.name || ' / ' || a.name AS text
      FROM account a JOIN client c ON c.id = a.client_id WHERE a.id = $1`,
    values: [accountId],
  })
  return row === undefined ? null : ownerOf(row)
}

type OwnerRow = {
  readonly id: string
  readonly client_id: string
  readonly venue_id: string
  readonly text: string
}

function ownerOf(row: OwnerRow): OwnerNames {
  return {
    accountId: row.id,
    clientId: row.client_id,
    venueId: column.venueId(row.venue_id),
    text: row.text,
  }
}
