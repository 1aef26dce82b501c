import type { ClientView } from '#api/codecs/client.ts'
import { readClients } from '#store/clients.ts'
import type { Context } from '#usecases/context.ts'

/** The clients that the caller may see, by name. */
export async function listClients(
  ctx: Pick<Context, 'db'>,
): Promise<{ readonly items: readonly ClientView[]; readonly nextCursor: null }> {
  return { items: await ctx.db.read(readClients), nextCursor: null }
}
