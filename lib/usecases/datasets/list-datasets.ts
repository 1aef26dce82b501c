import type { listDatasets as endpoint } from '#api/datasets.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import { readDatasets } from '#store/datasets.ts'
import type { Context } from '#usecases/context.ts'

/** Public candles and the firm's own. */
export async function listDatasets(
  ctx: Pick<Context, 'db'>,
): Promise<HandlerResult<typeof endpoint>> {
  const items = await ctx.db.read((tx) => readDatasets(tx))
  return { items, nextCursor: null }
}
