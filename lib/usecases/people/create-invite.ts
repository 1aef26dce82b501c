import type { InviteView } from '#api/codecs/person.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { assert } from '#core/assert.ts'
import { insertInvite, readInvite } from '#store/invites.ts'
import type { Context } from '#usecases/context.ts'
import { hashToken, TOKEN_BYTES } from '#usecases/hash-token.ts'
import { requireBinding } from './require-binding.ts'

export const INVITE_LIFE_MS = 7 * 24 * 60 * 60_000

export type NewInvite = { readonly invite: InviteView; readonly url: string }

/** Invites a person. The link is in this answer and nowhere else: only its hash is kept. */
export async function createInvite(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'> & {
    readonly publicOrigin: string
  },
  input: HandlerInput<typeof api.createInvite>,
): Promise<NewInvite> {
  const id = ctx.dice.uuid()
  const token = ctx.dice.secret(TOKEN_BYTES)
  const now = ctx.clock.now()
  const invite = await ctx.effect(
    {
      audit: ({ role, clientId }: InviteView) => ({
        action: 'person.invite',
        targetKind: 'invite',
        targetId: id,
        data: { role, clientId },
      }),
    },
    async (tx) => {
      await requireBinding(tx, input)
      await insertInvite(tx, {
        ...input,
        id,
        organizationId: ctx.db.scope.organizationId,
        tokenHash: hashToken(token),
        createdBy: ctx.actor.id,
        now,
        expiresAt: now + INVITE_LIFE_MS,
      })
      const made = await readInvite(tx, { id, now })
      assert(made !== null, 'an invite that was just made is there')
      return made
    },
  )
  return { invite, url: `${ctx.publicOrigin}/invite/${token}` }
}
