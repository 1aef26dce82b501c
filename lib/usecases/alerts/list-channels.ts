import type * as api from '#api/alerts.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import { readChannelsOf } from '#store/alert-channels.ts'
import type { Context } from '#usecases/context.ts'

/** The firm's channels and those of the person who asks. */
export function listAlertChannels(
  ctx: Pick<Context, 'db' | 'actor'>,
): Promise<HandlerResult<typeof api.listAlertChannels>> {
  return ctx.db.read(async (tx) => ({
    items: await readChannelsOf(tx, ctx.actor.id),
    nextCursor: null,
  }))
}
