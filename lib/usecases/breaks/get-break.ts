import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { readBreak } from '#store/breaks.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** One break as it is now. NOT_FOUND when the caller may not see it. */
export async function getBreak(
  ctx: Pick<Context, 'db'>,
  { breakId }: HandlerInput<typeof api.getBreak>,
): Promise<HandlerResult<typeof api.getBreak>> {
  const found = await ctx.db.read((tx) => readBreak(tx, breakId))
  if (found === null) throw notFound()
  return found.view
}
