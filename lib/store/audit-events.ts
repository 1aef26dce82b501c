import type { Tx } from './transaction.ts'

export type NewAuditEvent = {
  readonly id: string
  readonly organizationId: string
  readonly actorKind: string
  readonly actorId: string
  readonly action: string
  readonly targetKind: string
  readonly targetId: string
  readonly requestId: string
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

/** Appends one audit event. It commits or fails with the effect that it tells of. */
export async function insertAuditEvent(tx: Tx, event: NewAuditEvent): Promise<void> {
  await tx.query({
    name: 'insert-audit-event',
    text: `INSERT INTO audit_event
        (id, organization_id, actor_kind, actor_id, action, target_kind, target_id, request_id, at, data)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), $10)`,
    values: [
      event.id,
      event.organizationId,
      event.actorKind,
      event.actorId,
      event.action,
      event.targetKind,
      event.targetId,
      event.requestId,
      event.at,
      JSON.stringify(event.data),
    ],
  })
}
