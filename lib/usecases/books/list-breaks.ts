import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readBreaks } from '#store/read-breaks.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** A page of disagreements with venues, newest first. NOT_FOUND for an account not to be seen. */
export function listBreaks(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listBreaks>,
): Promise<HandlerResult<typeof api.listBreaks>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const breaks = await readBreaks(tx, input)
    return pageFrom(breaks, input.limit, ({ firstSeenAt }) => firstSeenAt)
  })
}
