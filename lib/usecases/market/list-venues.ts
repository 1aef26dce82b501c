import type { VenueListing } from '#api/codecs/market.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/market.ts'
import { capabilitySheetOf, settleHorizonMs } from '#core/market/capability-sheet.ts'
import { readVenues } from '#store/read-venues.ts'
import type { Context } from '#usecases/context.ts'

/** Every venue, what it promises about orders, and whether its adapter is certified for live ones. */
export async function listVenues(
  ctx: Pick<Context, 'db'>,
): Promise<HandlerResult<typeof api.listVenues>> {
  const venues = await ctx.db.read(readVenues)
  return {
    items: venues.map((venue) => ({ ...venue, capabilities: promisesOf(venue.id) })),
    nextCursor: null,
  }
}

function promisesOf(venueId: VenueListing['id']): VenueListing['capabilities'] {
  const sheet = capabilitySheetOf(venueId)
  return sheet && { ...sheet, settleMs: settleHorizonMs(sheet) }
}
