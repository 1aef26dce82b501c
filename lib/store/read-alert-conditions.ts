import type { AlertKind } from '#core/alerts/alert-kinds.ts'
import type { AlertCondition } from './alerts.ts'
import { LOST_PROTECTION } from './lost-protection.ts'
import { DISK_FREE_BYTES_MIN } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/** From when on a thing is worth an alert; the numbers are those of the rules in ops/prometheus. */
export const IN_DOUBT_SECONDS = 60
export const RUNNER_SILENT_SECONDS = 30
export const FEED_STALE_SECONDS = 30
export const OUTBOX_LAG_SECONDS = 60
export const CLOCK_OFFSET_MS = 500
export const BREAKER_OPEN_SECONDS = 300
export const DISK_FREE_RATIO_MIN = 0.1
export const BACKUP_OLD_SECONDS = 26 * 3_600
export const RESTORE_UNVERIFIED_SECONDS = 8 * 86_400

/** The kinds that are looked for here, and are over when they are not found. */
export const WATCHED_KINDS: readonly AlertKind[] = [
  'BREAK_OPEN',
  'ORDER_QUARANTINED',
  'ORDER_IN_DOUBT',
  'RUNNER_DOWN',
  'FEED_STALE',
  'LEDGER_SUM',
  'OUTBOX_LAG',
  'DISK_LOW',
  'CLOCK_OFFSET',
  'BREAKER_OPEN',
  'KILL_SWITCH',
  'POSITION_UNPROTECTED',
  'BACKUP_OLD',
  'RESTORE_UNVERIFIED',
]

/** Everything in the firm that is worth an alert now. What is found twice stands once. */
export async function readAlertConditions(tx: Tx): Promise<AlertCondition[]> {
  const rows = await tx.query<ConditionRow>({
    name: 'read-alert-conditions',
    text: [
      ofBooks(),
      ofOrders(),
      ofProtection(),
      ofRunners(),
      ofMarkets(),
      ofOutbox(),
      ofProcesses(),
      ofBackups(),
    ].join(' UNION ALL '),
  })
  return rows.map((row) => ({
    kind: row.kind,
    subject: row.subject,
    clientId: row.client_id,
    accountId: row.account_id,
    detail: row.detail,
  }))
}

type ConditionRow = {
  readonly kind: AlertKind
  readonly subject: string
  readonly client_id: string | null
  readonly account_id: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

const OF_NOBODY = 'NULL::uuid AS client_id, NULL::uuid AS account_id'
const olderThan = (time: string, seconds: number) =>
  `${time} < tb_now() - interval '${seconds} seconds'`

function ofBooks(): string {
  return `SELECT 'BREAK_OPEN' AS kind, 'break:' || id AS subject, client_id, account_id,
      jsonb_build_object('cause', cause, 'what', subject) AS detail
    FROM "break" WHERE state IN ('OPEN', 'UNRESOLVED')
    UNION ALL
    SELECT 'LEDGER_SUM', 'ledger:' || asset, ${OF_NOBODY}, jsonb_build_object('sum', sum(amount)::text)
      FROM ledger_balance GROUP BY asset HAVING sum(amount) <> 0
    UNION ALL
    SELECT 'KILL_SWITCH', 'kill:' || id, client_id, account_id,
        jsonb_build_object('scopeKind', scope_kind, 'scopeId', scope_id, 'reason', reason)
      FROM kill_run WHERE released_at IS NULL AND NOT is_drill`
}

function ofOrders(): string {
  return `SELECT CASE state WHEN 'SENDING' THEN 'ORDER_IN_DOUBT' ELSE 'ORDER_QUARANTINED' END, 'order:' || id,
      client_id, account_id, jsonb_build_object('instrumentId', instrument_id, 'reason', reason)
    FROM "order" WHERE state = 'QUARANTINED'
      OR (state = 'SENDING' AND ${olderThan('coalesce(sent_at, claimed_at, created_at)', IN_DOUBT_SECONDS)})`
}

function ofProtection(): string {
  return `SELECT 'POSITION_UNPROTECTED', 'position:' || p.book_id || ' ' || p.instrument_id, p.client_id, p.account_id,
      jsonb_build_object('instrumentId', p.instrument_id, 'stopId', lost.id)
    FROM ${LOST_PROTECTION}`
}

const RUNNABLE = `status IN ('CONNECTING', 'CONNECTED', 'READ_ONLY')`

function ofRunners(): string {
  return `SELECT 'RUNNER_DOWN', 'process:runner', ${OF_NOBODY}, '{}'::jsonb
    WHERE EXISTS (SELECT FROM account WHERE ${RUNNABLE} AND ${olderThan('created_at', RUNNER_SILENT_SECONDS)})
      AND NOT EXISTS (SELECT FROM process_heartbeat
        WHERE process = 'runner' AND NOT (${olderThan('beat_at', RUNNER_SILENT_SECONDS)}))`
}

/** A venue that never told a price is one that is being connected, or whose prices nobody asked for. */
function ofMarkets(): string {
  return `SELECT 'FEED_STALE', 'venue:' || i.venue_id, ${OF_NOBODY}, '{}'::jsonb
    FROM quote q JOIN instrument i ON i.id = q.instrument_id AND i.is_trading
    WHERE i.venue_id IN (SELECT venue_id FROM account WHERE ${RUNNABLE})
    GROUP BY i.venue_id HAVING ${olderThan('max(q.received_at)', FEED_STALE_SECONDS)}`
}

function ofOutbox(): string {
  return `SELECT 'OUTBOX_LAG', 'outbox:' || channel_id, ${OF_NOBODY}, jsonb_build_object('messages', count(*))
    FROM alert_delivery d JOIN alert_channel c ON c.id = d.channel_id AND c.is_enabled
    WHERE d.state = 'PENDING' AND ${olderThan('d.due_at', OUTBOX_LAG_SECONDS)} GROUP BY channel_id`
}

/** What processes say of themselves: lib/runtime/runner/start-runner.ts. */
function ofProcesses(): string {
  const alive = `NOT (${olderThan('beat_at', RUNNER_SILENT_SECONDS)})`
  return `SELECT DISTINCT 'DISK_LOW', 'disk:' || process, ${OF_NOBODY}, '{}'::jsonb
    FROM process_heartbeat WHERE ${alive} AND ((detail ->> 'diskFreeRatio')::float8 < ${DISK_FREE_RATIO_MIN}
      OR (detail ->> 'diskFreeBytes')::float8 < ${DISK_FREE_BYTES_MIN})
    UNION ALL
    SELECT DISTINCT 'CLOCK_OFFSET', 'venue:' || o.key, ${OF_NOBODY}, '{}'::jsonb
      FROM process_heartbeat, jsonb_each_text(coalesce(detail -> 'clockOffsetMs', '{}')) o
      WHERE ${alive} AND abs(o.value::float8) > ${CLOCK_OFFSET_MS}
    UNION ALL
    SELECT DISTINCT 'BREAKER_OPEN', 'breaker:' || (b ->> 'name'), ${OF_NOBODY}, '{}'::jsonb
      FROM process_heartbeat, jsonb_array_elements(coalesce(detail -> 'breakers', '[]')) b
      WHERE ${alive} AND b ->> 'state' <> 'closed' AND (b ->> 'sinceAt')::float8 / 1000
        < extract(epoch FROM tb_now()) - ${BREAKER_OPEN_SECONDS}`
}

/** A firm that is younger than a backup may be has not missed one. */
function ofBackups(): string {
  const missing = (kind: AlertKind, subject: string, time: string, seconds: number) =>
    `SELECT '${kind}', '${subject}', ${OF_NOBODY}, '{}'::jsonb FROM organization
      WHERE ${olderThan('created_at', seconds)} AND NOT EXISTS (SELECT FROM backup_run
        WHERE state <> 'FAILED' AND NOT (${olderThan(time, seconds)}))`
  return `${missing('BACKUP_OLD', 'backup', 'finished_at', BACKUP_OLD_SECONDS)} UNION ALL
    ${missing('RESTORE_UNVERIFIED', 'restore', 'verified_at', RESTORE_UNVERIFIED_SECONDS)}`
}
