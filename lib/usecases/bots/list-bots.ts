import type { listBots as endpoint } from '#api/bots.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import { readBots } from '#store/bots.ts'
import type { Context } from '#usecases/context.ts'

/** The bots that the scope shows, newest first. */
export async function listBots(ctx: Pick<Context, 'db'>): Promise<HandlerResult<typeof endpoint>> {
  return { items: await ctx.db.read(readBots), nextCursor: null }
}
