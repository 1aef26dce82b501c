import type { Role } from '#core/access/permissions.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

export type NewStreamTicket = {
  readonly tokenHash: string
  readonly organizationId: string
  readonly userId: string
  readonly sessionId: string
  readonly role: Role
  readonly clientId: string | null
  readonly expiresAt: UnixMs
}

/** Keeps a ticket's hash, and forgets the firm's tickets whose time is over. */
export async function insertStreamTicket(tx: Tx, ticket: NewStreamTicket): Promise<void> {
  await tx.query({
    name: 'delete-expired-stream-tickets',
    text: "DELETE FROM stream_ticket WHERE expires_at < tb_now() - interval '1 minute'",
  })
  await tx.query({
    name: 'insert-stream-ticket',
    text: `INSERT INTO stream_ticket (token_hash, organization_id, user_id, session_id, role, client_id, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
    values: [
      ticket.tokenHash,
      ticket.organizationId,
      ticket.userId,
      ticket.sessionId,
      ticket.role,
      ticket.clientId,
      ticket.expiresAt,
    ],
  })
}
