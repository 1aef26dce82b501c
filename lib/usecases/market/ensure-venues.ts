import { ensureVenue, type NewVenue } from '#store/instruments.ts'
import type { MarketContext } from './sync-instruments.ts'

/** Makes every venue known that Truebook speaks with, so that accounts can be opened there. Safe to repeat. */
export async function ensureVenues(
  ctx: Pick<MarketContext, 'database'>,
  venues: readonly NewVenue[],
): Promise<void> {
  await ctx.database.unscoped(async (tx) => {
    for (const venue of venues) await ensureVenue(tx, venue)
  })
}
