import type * as api from '#api/alerts.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { readAlerts } from '#store/alerts.ts'
import { pageFrom } from '#store/newest-first.ts'
import type { Context } from '#usecases/context.ts'

/** A page of the firm's alerts, newest first. People bound to a client see none. */
export function listAlerts(
  ctx: Pick<Context, 'db'>,
  { standing, ...input }: HandlerInput<typeof api.listAlerts>,
): Promise<HandlerResult<typeof api.listAlerts>> {
  return ctx.db.read(async (tx) =>
    pageFrom(
      await readAlerts(tx, { ...input, isStanding: standing }),
      input.limit,
      ({ raisedAt }) => raisedAt,
    ),
  )
}
