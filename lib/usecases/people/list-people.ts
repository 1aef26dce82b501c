import type { PersonView } from '#api/codecs/person.ts'
import { readPeople } from '#store/memberships.ts'
import type { Context } from '#usecases/context.ts'

/** Everyone who belongs or belonged to the firm. */
export async function listPeople(
  ctx: Pick<Context, 'db'>,
): Promise<{ readonly items: readonly PersonView[]; readonly nextCursor: null }> {
  return { items: await ctx.db.read(readPeople), nextCursor: null }
}
