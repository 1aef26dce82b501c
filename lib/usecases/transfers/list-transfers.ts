import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/transfers.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readTransfers } from '#store/read-transfers.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** A page of transfers, newest first by the venue's time. NOT_FOUND for whom the caller may not see. */
export function listTransfers(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listTransfers>,
): Promise<HandlerResult<typeof api.listTransfers>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const transfers = await readTransfers(tx, input)
    return pageFrom(transfers, input.limit, ({ venueAt }) => venueAt)
  })
}
