import { AppError } from '#api/app-error.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { endInvite, findInvite, readInviteLocked } from '#store/invites.ts'
import { upsertMembership } from '#store/memberships.ts'
import type { Tx } from '#store/transaction.ts'
import { findUser, insertUser } from '#store/users.ts'
import { hashToken } from '#usecases/hash-token.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { inviteGone, requireOpen } from './get-invite.ts'

/**
 * Lets the invited person in, once. Whoever has a sign-in already proves it with its password and keeps it.
 * Signing in is the next step: a link alone opens no session.
 */
export async function acceptInvite(
  ctx: PublicContext,
  input: HandlerInput<typeof api.acceptInvite>,
): Promise<HandlerResult<typeof api.acceptInvite>> {
  const found = await findInvite(ctx.database.pool, hashToken(input.token))
  if (found === null) throw inviteGone()
  const { organizationId, inviteId } = found
  // Hashing is slow on purpose: not while a transaction holds the invite.
  const passwordHash = await ctx.passwords.hash(input.password)
  const newUserId = ctx.dice.uuid()
  const effect = makeEffect({
    ...ctx,
    db: ctx.database.scoped({ organizationId, clientId: null }, ctx.log),
    actor: { kind: 'system', id: inviteId, role: 'VIEWER', clientId: null },
  })
  return effect(
    {
      audit: () => ({
        action: 'person.accept-invite',
        targetKind: 'invite',
        targetId: inviteId,
        data: {},
      }),
    },
    async (tx) => {
      const now = ctx.clock.now()
      const invite = requireOpen(await readInviteLocked(tx, { id: inviteId, now }))
      const { email, role, clientId } = invite
      const user = { id: newUserId, email, name: input.name, passwordHash, now }
      const isNew = await insertUser(tx, user)
      const userId = isNew ? newUserId : await requireKnown(ctx, tx, { email, ...input })
      const id = ctx.dice.uuid()
      await upsertMembership(tx, { id, organizationId, userId, role, clientId, now })
      await endInvite(tx, { id: inviteId, as: 'accepted', now })
      return { email }
    },
  )
}

async function requireKnown(
  { passwords }: PublicContext,
  tx: Tx,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<string> {
  const user = await findUser(tx, email)
  const isTheirs = await passwords.verify(user?.passwordHash ?? null, password)
  if (user !== null && isTheirs) return user.id
  throw new AppError('INVALID_CREDENTIALS', {
    public: 'You have a sign-in with this e-mail address already: enter its password.',
  })
}
