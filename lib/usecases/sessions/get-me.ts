import type { Me } from '#api/codecs/person.ts'
import { PERMISSIONS, permits } from '#core/access/permissions.ts'
import { assert } from '#core/assert.ts'
import { readOrganization } from '#store/organizations.ts'
import type { LiveSession } from '#store/sessions.ts'
import type { Context } from '#usecases/context.ts'

/** Who signed in, for whom they may act and what they may do. */
export async function getMe(
  ctx: Pick<Context, 'db'> & { readonly session: LiveSession },
): Promise<Me> {
  const { session } = ctx
  const organization = await ctx.db.read(readOrganization)
  assert(organization !== null, 'a session belongs to a firm that exists')
  return {
    person: { id: session.userId, email: session.email, name: session.name },
    role: session.role,
    clientId: session.clientId,
    organization,
    permissions: PERMISSIONS.filter((permission) => permits(session.role, permission)),
    sessionExpiresAt: session.absoluteExpiresAt,
  }
}
