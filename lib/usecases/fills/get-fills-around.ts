import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/fills.ts'
import { readFillsAround } from '#store/read-fills-around.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** The fills next to a moment, by when they were booked. NOT_FOUND for whom the caller may not see. */
export function getFillsAround(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.getFillsAround>,
): Promise<HandlerResult<typeof api.getFillsAround>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    return readFillsAround(tx, input)
  })
}
