import type { InviteView } from '#api/codecs/person.ts'
import { readInvites } from '#store/invites.ts'
import type { Context } from '#usecases/context.ts'

/** The firm's newest invites, used, taken back and expired ones too. */
export async function listInvites(
  ctx: Pick<Context, 'db' | 'clock'>,
): Promise<{ readonly items: readonly InviteView[]; readonly nextCursor: null }> {
  return { items: await ctx.db.read((tx) => readInvites(tx, ctx.clock.now())), nextCursor: null }
}
