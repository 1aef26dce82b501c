import { permits } from '#core/access/permissions.ts'
import { findLiveSession } from '#store/sessions.ts'
import type { StreamPass } from '#store/take-stream-ticket.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** `ended`: the session is over. `changed`: what the person may see is no longer what the pass says. */
export type PassState = 'good' | 'ended' | 'changed'

/** Whether an open socket may stay open. */
export async function checkPass(
  { database, clock }: Pick<PublicContext, 'database' | 'clock'>,
  pass: StreamPass,
): Promise<PassState> {
  const session = await findLiveSession(database.pool, { id: pass.sessionId, now: clock.now() })
  if (session === null || session.userId !== pass.userId) return 'ended'
  const isSame =
    session.organizationId === pass.organizationId &&
    session.role === pass.role &&
    session.clientId === pass.clientId
  return isSame && permits(pass.role, 'stream:open') ? 'good' : 'changed'
}
