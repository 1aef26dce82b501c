import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readReconciliations } from '#store/read-reconciliations.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** A page of an account's proofs, newest first. NOT_FOUND for an account that the caller may not see. */
export function listReconciliations(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listReconciliations>,
): Promise<HandlerResult<typeof api.listReconciliations>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const runs = await readReconciliations(tx, input)
    return pageFrom(runs, input.limit, ({ finishedAt }) => finishedAt)
  })
}
