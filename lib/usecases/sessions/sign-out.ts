import { findLiveSession, revokeSession } from '#store/sessions.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** Ends the session, at once and everywhere. Safe to repeat. */
export async function signOut(
  ctx: PublicContext,
  { sessionId }: { readonly sessionId: string },
): Promise<void> {
  const now = ctx.clock.now()
  const session = await findLiveSession(ctx.database.pool, { id: sessionId, now })
  if (session === null) return
  const { organizationId, clientId, userId, role } = session
  const effect = makeEffect({
    ...ctx,
    db: ctx.database.scoped({ organizationId, clientId }, ctx.log),
    actor: { kind: 'person', id: userId, role, clientId },
  })
  await effect(
    {
      audit: () => ({
        action: 'session.close',
        targetKind: 'session',
        targetId: sessionId,
        data: {},
      }),
    },
    (tx) => revokeSession(tx, { id: sessionId, now }),
  )
}
