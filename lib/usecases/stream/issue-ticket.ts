import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { LiveSession } from '#store/sessions.ts'
import { insertStreamTicket } from '#store/stream-tickets.ts'
import type { Context } from '#usecases/context.ts'
import { hashToken, TOKEN_BYTES } from '#usecases/hash-token.ts'

export const TICKET_LIFE_MS = 30_000

/** A pass from this session to one socket: good once and for 30 seconds. Only its hash is kept. */
export async function issueTicket(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice'> & { readonly session: LiveSession },
): Promise<{ readonly ticket: string; readonly expiresAt: UnixMs }> {
  const { id: sessionId, organizationId, userId, role, clientId } = ctx.session
  const ticket = ctx.dice.secret(TOKEN_BYTES)
  const expiresAt = unixMsOf(ctx.clock.now() + TICKET_LIFE_MS)
  const row = { organizationId, userId, sessionId, role, clientId, expiresAt }
  await ctx.effect(
    {
      audit: () => ({
        action: 'stream.ticket',
        targetKind: 'session',
        targetId: sessionId,
        data: {},
      }),
    },
    (tx) => insertStreamTicket(tx, { ...row, tokenHash: hashToken(ticket) }),
  )
  return { ticket, expiresAt }
}
