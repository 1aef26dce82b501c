import type { Role } from '#core/access/permissions.ts'
import type { Tx } from './transaction.ts'

/** Whose socket it is and what it may hear, as it was when the ticket was issued. */
export type StreamPass = {
  readonly organizationId: string
  readonly userId: string
  readonly sessionId: string
  readonly role: Role
  readonly clientId: string | null
}

type TicketRow = {
  organization_id: string
  user_id: string
  session_id: string
  role: string
  client_id: string | null
}

/** Uses a ticket up. Null when there is none of this hash, or it was used before, or it is too old. */
export async function takeStreamTicket(tx: Tx, tokenHash: string): Promise<StreamPass | null> {
  const [row] = await tx.query<TicketRow>({
    name: 'take-stream-ticket',
    text: 'SELECT * FROM tb_take_stream_ticket($1)',
    values: [tokenHash],
  })
  if (row === undefined) return null
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    sessionId: row.session_id,
    // A check constraint holds it to the closed list.
    role: row.role as Role,
    clientId: row.client_id,
  }
}
