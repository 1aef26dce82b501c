import type { InstrumentId } from '#core/market/instrument.ts'
import type { FeedListing } from '#ports/market-feed.ts'
import { findVenueSymbol } from '#store/find-venue-symbol.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** An instrument as its venue's feed needs it; null for one that we do not know. */
export async function findListing(
  { database }: Pick<PublicContext, 'database'>,
  instrumentId: InstrumentId,
): Promise<FeedListing | null> {
  const venueSymbol = await database.unscoped((tx) => findVenueSymbol(tx, instrumentId))
  return venueSymbol === null ? null : { instrumentId, venueSymbol }
}
