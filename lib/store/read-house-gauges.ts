import type { MetricLabels } from '#ports/meter.ts'
import type { Tx } from './transaction.ts'

export type Gauge = {
  readonly name: string
  readonly labels: MetricLabels
  readonly value: number
}

/** Latencies are those of the orders of so many minutes. */
const LATENCY_MINUTES = 5
/** An order that was sent so long ago is not on its way any more: it is in doubt. */
const UNANSWERED_SECONDS = 5

const plain = (name: string, value: string, from: string) =>
  `SELECT '${name}' AS name, '{}'::jsonb AS labels, (${value})::float8 AS value FROM ${from}`
const age = (time: string) => `greatest(extract(epoch FROM tb_now() - ${time}), 0)`

/** What is so in one firm, in numbers. */
export function readFirmGauges(tx: Tx): Promise<Gauge[]> {
  return readGauges(tx, 'read-firm-gauges', [
    ...orders(),
    plain('reconcile_mismatch_total', 'count(*)', `"break" WHERE opened_at IS NOT NULL`),
    plain('break_open', 'count(*)', `"break" WHERE state IN ('OPEN', 'UNRESOLVED')`),
    plain('lease_takeovers_total', 'coalesce(sum(token), 0)', 'account_lease'),
    plain('account_unserved', 'count(*)', UNSERVED),
    plain('kill_switch_state', 'count(*)', 'kill_run WHERE released_at IS NULL AND NOT is_drill'),
    plain('ledger_sum', 'coalesce(max(abs(amount)), 0)', LEDGER_SUMS),
    plain('outbox_lag_seconds', `coalesce(max(${age('d.due_at')}), 0)`, WAITING_MESSAGES),
    plain('alert_dead_letters', 'count(*)', `alert_delivery WHERE state = 'DEAD'`),
    `SELECT 'alert_standing', jsonb_build_object('kind', kind, 'severity', severity), count(*)::float8
      FROM alert WHERE cleared_at IS NULL GROUP BY kind, severity`,
  ])
}

const UNSERVED = `account a WHERE a.status IN ('CONNECTING', 'CONNECTED', 'READ_ONLY') AND NOT EXISTS (
  SELECT FROM account_lease l WHERE l.account_id = a.id AND l.expires_at > tb_now())`
const LEDGER_SUMS = '(SELECT sum(amount) AS amount FROM ledger_balance GROUP BY asset) s'
const WAITING_MESSAGES = `alert_delivery d JOIN alert_channel c ON c.id = d.channel_id AND c.is_enabled
  WHERE d.state = 'PENDING' AND d.due_at <= tb_now()`

function orders(): string[] {
  const sending = `"order" WHERE state = 'SENDING'`
  const sentAt = 'coalesce(sent_at, claimed_at, created_at)'
  const unanswered = `${sentAt} < tb_now() - interval '${UNANSWERED_SECONDS} seconds'`
  return [
    plain('order_in_doubt', 'count(*)', `${sending} AND ${unanswered}`),
    plain('order_in_doubt_age_seconds', `coalesce(max(${age(sentAt)}), 0)`, sending),
    plain('order_quarantined', 'count(*)', `"order" WHERE state = 'QUARANTINED'`),
    latency('order_claim_seconds', 'claimed_at', 'created_at'),
    latency('order_ack_seconds', 'acknowledged_at', 'sent_at'),
  ]
}

function latency(name: string, to: string, from: string): string {
  return `SELECT '${name}', jsonb_build_object('venue', venue, 'quantile', quantile::text), value
    FROM (SELECT i.venue_id AS venue, percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (
          ORDER BY extract(epoch FROM o.${to} - o.${from})::float8) AS seconds
        FROM "order" o JOIN instrument i ON i.id = o.instrument_id
       WHERE o.organization_id = tb_organization_id()
         AND o.created_at > tb_now() - interval '${LATENCY_MINUTES} minutes'
         AND o.${to} IS NOT NULL AND o.${from} IS NOT NULL GROUP BY i.venue_id) s,
      unnest(ARRAY[0.5, 0.99], seconds) AS q (quantile, value)`
}

/** What is so in the house, whoever's it is. */
export function readHouseGauges(tx: Tx): Promise<Gauge[]> {
  const alive = `beat_at > tb_now() - interval '1 minute'`
  return readGauges(tx, 'read-house-gauges', [
    `SELECT 'process_heartbeat_age_seconds' AS name, jsonb_build_object('process', process) AS labels,
        min(${age('beat_at')})::float8 AS value FROM process_heartbeat GROUP BY process`,
    `SELECT 'md_age_seconds', jsonb_build_object('venue', i.venue_id), min(${age('q.received_at')})::float8
      FROM quote q JOIN instrument i ON i.id = q.instrument_id AND i.is_trading GROUP BY i.venue_id`,
    `SELECT 'venue_clock_offset_ms', jsonb_build_object('venue', o.key), max(abs(o.value::float8))
      FROM process_heartbeat, jsonb_each_text(coalesce(detail -> 'clockOffsetMs', '{}')) o
      WHERE ${alive} GROUP BY o.key`,
    `SELECT 'breaker_state', jsonb_build_object('breaker', ${BREAKER}),
        max(CASE b ->> 'state' WHEN 'closed' THEN 0 WHEN 'halfOpen' THEN 1 ELSE 2 END)::float8
      FROM process_heartbeat, jsonb_array_elements(coalesce(detail -> 'breakers', '[]')) b
      WHERE ${alive} GROUP BY ${BREAKER}`,
    `SELECT 'disk_free_ratio', jsonb_build_object('process', process), min((detail ->> 'diskFreeRatio')::float8)
      FROM process_heartbeat WHERE ${alive} AND detail ? 'diskFreeRatio' GROUP BY process`,
    plain(
      'ws_conns',
      `coalesce(sum((detail ->> 'sockets')::int), 0)`,
      `process_heartbeat
      WHERE ${alive} AND process = 'gateway'`,
    ),
    `SELECT 'backup_age_seconds', '{}', ${age('max(finished_at)')}::float8 FROM backup_run
      WHERE state <> 'FAILED' HAVING count(*) > 0`,
    `SELECT 'restore_verified_age_seconds', '{}', ${age('max(verified_at)')}::float8 FROM backup_run
      WHERE verified_at IS NOT NULL HAVING count(*) > 0`,
    inserted('fills_total', 'fill'),
    inserted('orders_total', 'order'),
    plain('pg_database_size_bytes', 'pg_database_size(current_database())', '(SELECT) one'),
    plain('pg_connections', 'numbackends', 'pg_stat_database WHERE datname = current_database()'),
  ])
}

/** Without whose it is: labels are told to strangers. */
const BREAKER = `regexp_replace(b ->> 'name', '/[0-9a-f-]{36}$', '')`

/** Rows written since PostgreSQL began to count: it costs nothing, however long the history is. */
function inserted(name: string, table: string): string {
  return plain(name, 'n_tup_ins', `pg_stat_user_tables WHERE relname = '${table}'`)
}

async function readGauges(tx: Tx, name: string, parts: readonly string[]): Promise<Gauge[]> {
  return tx.query<{ name: string; labels: MetricLabels; value: number }>({
    name,
    text: parts.join(' UNION ALL '),
  })
}
