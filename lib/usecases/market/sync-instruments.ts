import type { Clock } from '#ports/clock.ts'
import type { VenuePublic } from '#ports/venue.ts'
import type { Database } from '#store/database.ts'
import { ensureVenue, type NewVenue, upsertInstruments } from '#store/instruments.ts'

export type MarketContext = { readonly database: Database; readonly clock: Clock }

/**
 * Learns what a venue lists: ticks, lots, minimums. Safe to repeat; returns how many instruments it lists.
 * Throws VENUE_UNREACHABLE and changes nothing when the venue does not answer.
 */
export async function syncInstruments(
  ctx: MarketContext,
  { venue, publicVenue }: { readonly venue: NewVenue; readonly publicVenue: VenuePublic },
): Promise<number> {
  const instruments = await publicVenue.fetchInstruments()
  await ctx.database.unscoped(async (tx) => {
    await ensureVenue(tx, venue)
    await upsertInstruments(tx, { venueId: venue.id, instruments, at: ctx.clock.now() })
  })
  return instruments.length
}
