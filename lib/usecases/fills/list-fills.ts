import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/fills.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readFills } from '#store/read-fills.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** A page of fills, newest first by the venue's time. NOT_FOUND for whom the caller may not see. */
export function listFills(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listFills>,
): Promise<HandlerResult<typeof api.listFills>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const fills = await readFills(tx, input)
    return pageFrom(fills, input.limit, ({ venueAt }) => venueAt)
  })
}
