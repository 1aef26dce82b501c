import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/preferences.ts'
import { readPreferences } from '#store/preferences.ts'
import type { Context } from '#usecases/context.ts'

/** What the person who asks prefers; nobody else's. */
export async function listPreferences(
  ctx: Pick<Context, 'db' | 'actor'>,
  { key }: HandlerInput<typeof api.listPreferences>,
): Promise<HandlerResult<typeof api.listPreferences>> {
  const items = await ctx.db.read((tx) =>
    readPreferences(tx, { userId: ctx.actor.id, key: key ?? null }),
  )
  return { items, nextCursor: null }
}
