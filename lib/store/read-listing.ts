import type { VenueId } from '#core/market/instrument.ts'
import type { Tx } from './transaction.ts'

/** What is known of a venue's markets so far. */
export type Listing = { readonly isListed: boolean; readonly isQuoted: boolean }

/** Whether any instrument of the venue is known, and whether any has a quote. */
export async function readListing(tx: Tx, venueId: VenueId): Promise<Listing> {
  const [row] = await tx.query<{ is_listed: boolean; is_quoted: boolean }>({
    name: 'read-listing',
    text: `SELECT EXISTS (SELECT FROM instrument WHERE venue_id = $1) AS is_listed,
      EXISTS (SELECT FROM quote q JOIN instrument i ON i.id = q.instrument_id WHERE i.venue_id = $1) AS is_quoted`,
    values: [venueId],
  })
  return { isListed: row?.is_listed === true, isQuoted: row?.is_quoted === true }
}
