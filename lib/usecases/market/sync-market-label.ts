import type { VenueId } from '#core/market/instrument.ts'
import type { PaperDesk } from '#ports/venue-keys.ts'
import { setMarketLabel } from '#store/instruments.ts'
import type { MarketContext } from './sync-instruments.ts'

/**
 * Learns where the simulated exchange's prices come from, so that a replayed day is never taken for today. Safe to
 * repeat; throws VENUE_UNREACHABLE and changes nothing when the exchange does not answer.
 */
export async function syncMarketLabel(
  ctx: Pick<MarketContext, 'database'> & { readonly paperDesk: Pick<PaperDesk, 'describeMarket'> },
  venueId: VenueId,
): Promise<void> {
  const label = await ctx.paperDesk.describeMarket()
  await ctx.database.unscoped((tx) => setMarketLabel(tx, { venueId, label }))
}
