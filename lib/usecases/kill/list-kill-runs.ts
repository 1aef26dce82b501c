import type { HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/kill.ts'
import { readKillRuns } from '#store/kill-runs.ts'
import type { Context } from '#usecases/context.ts'

/** What is engaged with what the venues say of it, then what lately ended. */
export function listKillRuns(
  ctx: Pick<Context, 'db'>,
): Promise<HandlerResult<typeof api.listKillRuns>> {
  return ctx.db.read(async (tx) => ({ items: await readKillRuns(tx), nextCursor: null }))
}
