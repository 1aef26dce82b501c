import { AppError } from '#api/app-error.ts'
import type { InviteView } from '#api/codecs/person.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type * as api from '#api/people.ts'
import { endInvite, readInviteLocked } from '#store/invites.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** Makes an invite's link useless. Safe to repeat; an accepted invite is past revoking. */
export function revokeInvite(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { inviteId }: HandlerInput<typeof api.revokeInvite>,
): Promise<InviteView> {
  return ctx.effect(
    {
      audit: () => ({
        action: 'person.revoke-invite',
        targetKind: 'invite',
        targetId: inviteId,
        data: {},
      }),
    },
    async (tx) => {
      const now = ctx.clock.now()
      const invite = await readInviteLocked(tx, { id: inviteId, now })
      if (invite === null) throw notFound()
      if (invite.state === 'ACCEPTED') {
        throw new AppError('NOT_POSSIBLE_NOW', {
          public: 'This invite was accepted: revoke the person instead.',
        })
      }
      if (invite.state !== 'REVOKED') await endInvite(tx, { id: inviteId, as: 'revoked', now })
      return { ...invite, state: 'REVOKED' }
    },
  )
}
