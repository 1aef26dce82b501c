import { columnsOfKeys, type KeptAnswer } from './idempotency-keys.ts'
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

/**
 * Appends audit events and keeps the answers of those effects whose requests carry a key, in one statement. They
 * commit or fail with the effects that they tell of.
 */
export async function recordEffects(
  tx: Tx,
  {
    events,
    answers,
  }: {
    readonly events: readonly NewAuditEvent[]
    readonly answers: readonly KeptAnswer[]
  },
): Promise<void> {
  tx.send({
    name: 'record-effects',
    // The arrays lead the index to the keys: by the join alone the planner reads every key of the firm.
    text: `WITH answered AS (
        UPDATE idempotency_key k SET state = 'DONE', status = r.status, body = r.body
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[])
            AS r (organization_id, actor_id, route, key, status, body)
         WHERE k.organization_id = r.organization_id AND k.actor_id = r.actor_id
           AND k.route = r.route AND k.key = r.key
           AND k.actor_id = ANY ($2::text[]) AND k.route = ANY ($3::text[]) AND k.key = ANY ($4::text[]))
      INSERT INTO audit_event
        (id, organization_id, actor_kind, actor_id, action, target_kind, target_id, request_id, at, data)
      SELECT id, organization_id, actor_kind, actor_id, action, target_kind, target_id, request_id,
          to_timestamp(at / 1000), data
        FROM unnest($7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
            $14::text[], $15::float8[], $16::jsonb[])
          AS e (id, organization_id, actor_kind, actor_id, action, target_kind, target_id, request_id, at, data)`,
    values: [
      ...columnsOfKeys(answers.map(({ key }) => key)),
      answers.map(({ status }) => status),
      answers.map(({ body }) => body),
      events.map(({ id }) => id),
      events.map(({ organizationId }) => organizationId),
      events.map(({ actorKind }) => actorKind),
      events.map(({ actorId }) => actorId),
      events.map(({ action }) => action),
      events.map(({ targetKind }) => targetKind),
      events.map(({ targetId }) => targetId),
      events.map(({ requestId }) => requestId),
      events.map(({ at }) => at),
      events.map(({ data }) => JSON.stringify(data)),
    ],
  })
}
