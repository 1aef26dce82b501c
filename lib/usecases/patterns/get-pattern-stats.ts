import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { getPatternStats as endpoint } from '#api/patterns.ts'
import { readPatternStats } from '#store/read-patterns.ts'
import type { Context } from '#usecases/context.ts'

/** How trades on patterns have turned out, by market, timeframe and kind. */
export async function getPatternStats(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const items = await ctx.db.read((tx) => readPatternStats(tx, input))
  return { items, nextCursor: null }
}
