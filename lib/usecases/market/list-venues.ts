import type { HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/market.ts'
import { readVenues } from '#store/read-venues.ts'
import type { Context } from '#usecases/context.ts'

/** Every venue and whether its adapter is certified for live orders. */
export async function listVenues(
  ctx: Pick<Context, 'db'>,
): Promise<HandlerResult<typeof api.listVenues>> {
  return { items: await ctx.db.read(readVenues), nextCursor: null }
}
