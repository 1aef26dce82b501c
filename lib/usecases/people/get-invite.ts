import { AppError } from '#api/app-error.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { findInvite, type NamedInvite, readInvite } from '#store/invites.ts'
import { hashToken } from '#usecases/hash-token.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** What a link invites to. GONE for one that was used, taken back, expired or never was. */
export async function getInvite(
  ctx: PublicContext,
  { token }: HandlerInput<typeof api.getInvite>,
): Promise<HandlerResult<typeof api.getInvite>> {
  const found = await findInvite(ctx.database.pool, hashToken(token))
  if (found === null) throw inviteGone()
  const scope = { organizationId: found.organizationId, clientId: null }
  const invite = await ctx.database
    .scoped(scope, ctx.log)
    .read((tx) => readInvite(tx, { id: found.inviteId, now: ctx.clock.now() }))
  const { email, role, organizationName, clientName } = requireOpen(invite)
  return { email, role, organizationName, clientName }
}

/** One answer for every link that no longer opens anything. */
export function requireOpen(invite: NamedInvite | null): NamedInvite {
  if (invite?.state === 'OPEN') return invite
  throw inviteGone()
}

export function inviteGone(): AppError {
  return new AppError('GONE', {
    public: 'This link does not work any more: ask whoever invited you for a new one.',
  })
}
