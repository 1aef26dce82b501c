import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/market.ts'
import { readQuotes } from '#store/read-quotes.ts'
import type { Context } from '#usecases/context.ts'

/** The newest public prices, at one venue or all, with when they were true and when they reached us. */
export async function listQuotes(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listQuotes>,
): Promise<HandlerResult<typeof api.listQuotes>> {
  return { items: await ctx.db.read((tx) => readQuotes(tx, input)), nextCursor: null }
}
