import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/market.ts'
import { readInstruments } from '#store/read-instruments.ts'
import type { Context } from '#usecases/context.ts'

/** What is traded, at one venue or all; nothing for a venue that is not known. */
export async function listInstruments(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listInstruments>,
): Promise<HandlerResult<typeof api.listInstruments>> {
  return { items: await ctx.db.read((tx) => readInstruments(tx, input)), nextCursor: null }
}
