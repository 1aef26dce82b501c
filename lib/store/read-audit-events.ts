import type { AuditEventView } from '#api/codecs/audit.ts'
import type { After } from '#api/page-of.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type AuditFilter = {
  /** The noun that the action begins with; without one, all but what people do only to look. */
  readonly about?: string | undefined
  readonly after: After | null
  readonly limit: number
}

/** The firm's newest audit events, one more than `limit` if there are more. */
export async function readAuditEvents(
  tx: Tx,
  { about, after, limit }: AuditFilter,
): Promise<AuditEventView[]> {
  const rows = await tx.query<AuditRow>({
    name: `read-audit-events${after === null ? '' : '-after'}`,
    text: `SELECT e.id, e.at, e.actor_kind, e.actor_id, u.name AS actor_name, e.action, e.target_kind, e.target_id,
        e.request_id, e.data
      FROM audit_event e
      LEFT JOIN membership m ON e.actor_kind = 'person' AND m.user_id::text = e.actor_id
      LEFT JOIN "user" u ON u.id = m.user_id
      WHERE CASE WHEN $2::text IS NULL THEN e.action !~ '^(preference|stream)\\.' ELSE e.action LIKE $2 || '.%' END
        ${after === null ? '' : 'AND (e.at, e.id) < (to_timestamp($3::float8 / 1000), $4::uuid)'}
      ORDER BY e.at DESC, e.id DESC LIMIT $1`,
    values: [limit + 1, about ?? null, ...(after === null ? [] : [after.at, after.id])],
  })
  return rows.map((row) => ({
    id: row.id,
    at: column.time(row.at),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    targetKind: row.target_kind,
    targetId: row.target_id,
    requestId: row.request_id,
    data: row.data,
  }))
}

type AuditRow = {
  readonly id: string
  readonly at: Date
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string | null
  readonly action: string
  readonly target_kind: string
  readonly target_id: string
  readonly request_id: string
  readonly data: Readonly<Record<string, unknown>>
}
