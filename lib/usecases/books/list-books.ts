import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { momentOf } from '#usecases/as-of/moment.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/**
 * Whether each account's books match the venue's, since when, and what stands against it: now, or as it was
 * known at the moment asked for. NOT_FOUND for a client or an account that the caller may not see.
 */
export async function listBooks(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: HandlerInput<typeof api.listBooks>,
): Promise<HandlerResult<typeof api.listBooks>> {
  const items = await ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    return momentOf(tx, ctx.clock, input.asOf).books(input)
  })
  return { items, nextCursor: null }
}
