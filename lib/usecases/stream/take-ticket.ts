import { type StreamPass, takeStreamTicket } from '#store/take-stream-ticket.ts'
import { hashToken } from '#usecases/hash-token.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { checkPass } from './check-pass.ts'

export type { StreamPass }

/** Opens a socket's door once per ticket. Null for a ticket that is unknown, used, too old, or whose session ended. */
export async function takeTicket(
  ctx: Pick<PublicContext, 'database' | 'clock'>,
  ticket: string,
): Promise<StreamPass | null> {
  const pass = await ctx.database.unscoped((tx) => takeStreamTicket(tx, hashToken(ticket)))
  if (pass === null) return null
  return (await checkPass(ctx, pass)) === 'good' ? pass : null
}
