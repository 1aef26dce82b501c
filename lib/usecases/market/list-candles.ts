import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { CANDLES_MAX, type listCandles as endpoint } from '#api/market.ts'
import { readCandles } from '#store/read-candles.ts'
import type { Context } from '#usecases/context.ts'

/** An instrument's candles in any timeframe, oldest first; none for an instrument that has none. */
export async function listCandles(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const { instrumentId, timeframe } = input
  const items = await ctx.db.read((tx) => readCandles(tx, { ...input, limit: CANDLES_MAX }))
  return { instrumentId, timeframe, items }
}
