import type { AlertEventView, AlertView } from '#api/codecs/alert.ts'
import type { After } from '#api/page-of.ts'
import { ALERT_KINDS, type AlertKind, type AlertSeverity } from '#core/alerts/alert-kinds.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Something that is so. Of each kind and subject one alert stands at a time. */
export type AlertCondition = {
  readonly kind: AlertKind
  readonly subject: string
  readonly clientId: string | null
  readonly accountId: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Raises what does not stand yet, in the transaction of its cause. Safe to repeat. */
export async function raiseAlerts(
  tx: Tx,
  { organizationId, conditions, now }: Raising,
): Promise<void> {
  if (conditions.length === 0) return
  const rows = conditions.map(({ kind, subject, clientId, accountId, detail }) => ({
    kind,
    severity: ALERT_KINDS[kind].severity,
    subject,
    client_id: clientId,
    account_id: accountId,
    detail,
  }))
  await tx.query({
    name: 'raise-alerts',
    text: `INSERT INTO alert (id, organization_id, client_id, account_id, kind, severity, subject, detail, raised_at)
      SELECT gen_random_uuid(), $1::uuid, r.client_id, r.account_id, r.kind, r.severity, r.subject, r.detail,
          to_timestamp($2::float8 / 1000)
        FROM jsonb_populate_recordset(NULL::alert, $3::jsonb) r
      ON CONFLICT (organization_id, kind, subject) WHERE cleared_at IS NULL DO NOTHING`,
    values: [organizationId, now, JSON.stringify(rows)],
  })
}

export type Raising = {
  readonly organizationId: string
  readonly conditions: readonly AlertCondition[]
  readonly now: UnixMs
}

export type StandingAlert = {
  readonly id: string
  readonly kind: AlertKind
  readonly subject: string
  readonly raisedAt: UnixMs
}

export async function readStandingAlerts(tx: Tx): Promise<StandingAlert[]> {
  const rows = await tx.query<{ id: string; kind: AlertKind; subject: string; raised_at: Date }>({
    name: 'read-standing-alerts',
    text: 'SELECT id, kind, subject, raised_at FROM alert WHERE cleared_at IS NULL',
  })
  return rows.map(({ id, kind, subject, raised_at }) => ({
    id,
    kind,
    subject,
    raisedAt: column.time(raised_at),
  }))
}

/** Says of alerts that they are over. Safe to repeat. */
export async function clearAlerts(
  tx: Tx,
  { ids, now }: { readonly ids: readonly string[]; readonly now: UnixMs },
): Promise<void> {
  if (ids.length === 0) return
  await tx.query({
    name: 'clear-alerts',
    text: `UPDATE alert SET cleared_at = greatest(to_timestamp($2::float8 / 1000), raised_at)
      WHERE id = ANY ($1::uuid[]) AND cleared_at IS NULL`,
    values: [ids, now],
  })
}

export type UntoldEvent = AlertEventView & { readonly severity: AlertSeverity }

export const UNTOLD_MAX = 100

/** Beginnings and ends that no channel was told of, oldest first, marked as told: hand them on in this transaction. */
export async function takeUntoldEvents(tx: Tx, now: UnixMs): Promise<UntoldEvent[]> {
  const rows = await tx.query<UntoldRow>({
    name: 'take-untold-events',
    text: `WITH untold AS (
        SELECT id, raise_told_at IS NULL AS is_new FROM alert
         WHERE raise_told_at IS NULL OR (cleared_at IS NOT NULL AND clear_told_at IS NULL)
         ORDER BY raised_at LIMIT ${UNTOLD_MAX} FOR UPDATE SKIP LOCKED)
      UPDATE alert a SET raise_told_at = coalesce(a.raise_told_at, to_timestamp($1::float8 / 1000)),
          clear_told_at = CASE WHEN a.cleared_at IS NOT NULL THEN to_timestamp($1::float8 / 1000) END
        FROM untold u WHERE a.id = u.id
      RETURNING a.id, a.kind, a.severity, a.subject, a.raised_at, a.cleared_at, u.is_new,
        (SELECT name FROM account WHERE id = a.account_id) AS account_name`,
    values: [now],
  })
  return rows
    .flatMap((row) => eventsOf(row))
    .sort((a, b) => a.at - b.at || Number(b.phase === 'raised') - Number(a.phase === 'raised'))
}

type UntoldRow = {
  readonly id: string
  readonly kind: AlertKind
  readonly severity: AlertSeverity
  readonly subject: string
  readonly raised_at: Date
  readonly cleared_at: Date | null
  readonly is_new: boolean
  readonly account_name: string | null
}

function eventsOf(row: UntoldRow): UntoldEvent[] {
  const { kind, severity, subject } = row
  const about = { alertId: row.id, kind, severity, subject, accountName: row.account_name }
  const raised = { ...about, phase: 'raised' as const, at: column.time(row.raised_at) }
  if (row.cleared_at === null) return [raised]
  const cleared = { ...about, phase: 'cleared' as const, at: column.time(row.cleared_at) }
  return row.is_new ? [raised, cleared] : [cleared]
}

export type AlertFilter = {
  readonly isStanding?: boolean | undefined
  readonly after: After | null
  readonly limit: number
}

/** The firm's newest alerts, one more than `limit` if there are more. */
export async function readAlerts(
  tx: Tx,
  { isStanding = false, after, limit }: AlertFilter,
): Promise<AlertView[]> {
  const rows = await tx.query<AlertRow>({
    name: `read-alerts${after === null ? '' : '-after'}`,
    text: `SELECT a.id, a.kind, a.severity, a.subject, a.account_id, o.name AS account_name, c.name AS client_name,
        a.detail, a.raised_at, a.cleared_at
      FROM alert a LEFT JOIN account o ON o.id = a.account_id LEFT JOIN client c ON c.id = a.client_id
      WHERE (NOT $2::boolean OR a.cleared_at IS NULL)
        ${after === null ? '' : 'AND (a.raised_at, a.id) < (to_timestamp($3::float8 / 1000), $4::uuid)'}
      ORDER BY a.raised_at DESC, a.id DESC LIMIT $1`,
    values: [limit + 1, isStanding, ...(after === null ? [] : [after.at, after.id])],
  })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    subject: row.subject,
    accountId: row.account_id,
    accountName: row.account_name,
    clientName: row.client_name,
    detail: row.detail,
    raisedAt: column.time(row.raised_at),
    clearedAt: column.timeOrNull(row.cleared_at),
  }))
}

type AlertRow = {
  readonly id: string
  readonly kind: AlertKind
  readonly severity: AlertSeverity
  readonly subject: string
  readonly account_id: string | null
  readonly account_name: string | null
  readonly client_name: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly raised_at: Date
  readonly cleared_at: Date | null
}
