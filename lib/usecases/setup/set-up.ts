import { AppError } from '#api/app-error.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { takeSetupToken } from '#store/setup-tokens.ts'
import { hashToken } from '#usecases/hash-token.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { foundOrganization } from './found-organization.ts'

/** Makes the firm and its first administrator, once: the token that the desk printed is used up with it. */
export async function setUp(
  ctx: PublicContext,
  input: HandlerInput<typeof api.setUp>,
): Promise<HandlerResult<typeof api.setUp>> {
  const passwordHash = await ctx.passwords.hash(input.password)
  const organizationId = ctx.dice.uuid()
  const userId = ctx.dice.uuid()
  const membershipId = ctx.dice.uuid()
  const effect = makeEffect({
    ...ctx,
    db: ctx.database.scoped({ organizationId, clientId: null }, ctx.log),
    actor: { kind: 'person', id: userId, role: 'ADMIN', clientId: null },
  })
  return effect(
    {
      audit: () => ({
        action: 'organization.found',
        targetKind: 'organization',
        targetId: organizationId,
        data: {},
      }),
    },
    async (tx) => {
      const now = ctx.clock.now()
      const isGood = await takeSetupToken(tx, { tokenHash: hashToken(input.token), now })
      if (!isGood) {
        throw new AppError('GONE', {
          public: 'This set-up token is not the one that the desk printed, or was used before.',
        })
      }
      const { organizationName: name, email } = input
      const admin = { userId, membershipId, email, name: input.name, passwordHash }
      const isFounded = await foundOrganization(tx, { organizationId, name, admin, now })
      if (!isFounded) {
        throw new AppError('CONFLICT', { public: 'Somebody signs in with this e-mail address.' })
      }
      return { email }
    },
  )
}
