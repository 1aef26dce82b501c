import type { VenuePublic } from '#ports/venue.ts'
import { upsertQuotes } from '#store/quotes.ts'
import type { MarketContext } from './sync-instruments.ts'

/**
 * Takes the venue's newest quote of every instrument, in one request and one statement. Safe to repeat; an
 * older quote never replaces a newer one. Throws VENUE_UNREACHABLE: quotes then grow old, which blocks orders.
 */
export async function ingestQuotes(ctx: MarketContext, venue: VenuePublic): Promise<number> {
  const quotes = await venue.fetchQuotes()
  if (quotes.length === 0) return 0
  await ctx.database.unscoped((tx) => upsertQuotes(tx, { quotes, receivedAt: ctx.clock.now() }))
  return quotes.length
}
