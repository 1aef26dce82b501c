import { insertSession } from '#store/sessions.ts'
import { findSignInCandidate } from '#store/users.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'

const USER_AGENT_LENGTH_MAX = 300

export type SignIn = {
  readonly email: string
  readonly password: string
  readonly userAgent: string
}

export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly sessionId: string; readonly userId: string }
  | { readonly kind: 'refused' }

/**
 * Opens a session of its own for every sign-in. Refuses in the same words and in the same time whether the
 * person is unknown, disabled, without a firm, or the password is wrong. The caller counts the tries.
 */
export async function signIn(ctx: PublicContext, input: SignIn): Promise<SignInOutcome> {
  const email = input.email.trim().toLowerCase()
  const candidate = await findSignInCandidate(ctx.database.pool, email)
  const isRight = await ctx.passwords.verify(candidate?.passwordHash ?? null, input.password)
  if (candidate === null || !isRight) return { kind: 'refused' }
  const { userId, organizationId, role, clientId } = candidate
  const effect = makeEffect({
    ...ctx,
    db: ctx.database.scoped({ organizationId, clientId }, ctx.log),
    actor: { kind: 'person', id: userId, role, clientId },
  })
  const sessionId = ctx.dice.uuid()
  await effect(
    {
      audit: () => ({
        action: 'session.open',
        targetKind: 'session',
        targetId: sessionId,
        data: {},
      }),
    },
    (tx) =>
      insertSession(tx, {
        id: sessionId,
        userId,
        now: ctx.clock.now(),
        userAgent: input.userAgent.slice(0, USER_AGENT_LENGTH_MAX),
      }),
  )
  return { kind: 'signedIn', sessionId, userId }
}
