import type * as api from '#api/accounts.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { readAccounts } from '#store/accounts.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** The accounts that the caller may see, by client and name. NOT_FOUND for a client they may not see. */
export function listAccounts(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listAccounts>,
): Promise<HandlerResult<typeof api.listAccounts>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    return { items: await readAccounts(tx, input), nextCursor: null }
  })
}
