import {
  type AlertDeliveryView,
  type ChannelKind,
  type MessageEventView,
  messageEventCodec,
} from '#api/codecs/alert.ts'
import type { AlertSeverity } from '#core/alerts/alert-kinds.ts'
import { DELIVERY_LIFE_MS } from '#core/alerts/retry-delay.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export const CLAIM_MS = 30 * SECOND_MS
export const CLAIMED_MAX = 20
export const DEAD_SHOWN_MAX = 200

export type NewDelivery = {
  readonly id: string
  readonly organizationId: string
  readonly channelId: string
  readonly severity: AlertSeverity
  readonly events: readonly MessageEventView[]
  readonly isDigest: boolean
  readonly now: UnixMs
  readonly dueAt: UnixMs
}

export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  await tx.query({
    name: 'insert-delivery',
    text: `INSERT INTO alert_delivery
        (id, organization_id, channel_id, state, severity, events, is_digest, created_at, due_at, expires_at)
      VALUES ($1, $2, $3, 'PENDING', $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000),
        to_timestamp($9::float8 / 1000))`,
    values: [
      delivery.id,
      delivery.organizationId,
      delivery.channelId,
      delivery.severity,
      eventsText(delivery.events),
      delivery.isDigest,
      delivery.now,
      delivery.dueAt,
      delivery.dueAt + DELIVERY_LIFE_MS,
    ],
  })
}

/** Adds to the digest that is told then, where there is one. */
export async function joinDigest(
  tx: Tx,
  digest: Pick<NewDelivery, 'channelId' | 'dueAt' | 'events'>,
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>({
    name: 'join-digest',
    text: `UPDATE alert_delivery SET events = events || $3::jsonb
      WHERE channel_id = $1 AND is_digest AND state = 'PENDING' AND attempts = 0
        AND due_at = to_timestamp($2::float8 / 1000) RETURNING id`,
    values: [digest.channelId, digest.dueAt, eventsText(digest.events)],
  })
  return rows.length > 0
}

/** A message that is ours to send until the claim ends. */
export type ClaimedDelivery = {
  readonly id: string
  readonly channelId: string
  readonly severity: AlertSeverity
  readonly events: readonly MessageEventView[]
  /** This one too. */
  readonly attempts: number
  readonly createdAt: UnixMs
  readonly expiresAt: UnixMs
  readonly kind: ChannelKind
  readonly url: string
  readonly topic: string | null
  readonly secret: Buffer | null
}

/** Claims what is due; a claim whose holder died ends by itself, and the message is sent again. */
export async function claimDueDeliveries(tx: Tx, now: UnixMs): Promise<ClaimedDelivery[]> {
  const rows = await tx.query<ClaimedRow>({
    name: 'claim-due-deliveries',
    text: `WITH due AS (
        SELECT d.id FROM alert_delivery d JOIN alert_channel c ON c.id = d.channel_id
         WHERE d.state = 'PENDING' AND d.due_at <= to_timestamp($1::float8 / 1000) AND c.is_enabled
           AND (d.claimed_until IS NULL OR d.claimed_until <= to_timestamp($1::float8 / 1000))
         ORDER BY d.due_at LIMIT ${CLAIMED_MAX} FOR UPDATE OF d SKIP LOCKED)
      UPDATE alert_delivery d SET attempts = d.attempts + 1, claimed_until = to_timestamp($2::float8 / 1000)
        FROM due, alert_channel c WHERE d.id = due.id AND c.id = d.channel_id
      RETURNING d.id, d.channel_id, d.severity, d.events, d.attempts, d.created_at, d.expires_at,
        c.kind, c.url, c.topic, c.secret`,
    values: [now, now + CLAIM_MS],
  })
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    severity: row.severity,
    events: eventsOf(row.events),
    attempts: row.attempts,
    createdAt: column.time(row.created_at),
    expiresAt: column.time(row.expires_at),
    kind: row.kind,
    url: row.url,
    topic: row.topic,
    secret: row.secret,
  }))
}

/** What became of an attempt. */
export type AttemptResult =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'later'; readonly dueAt: UnixMs; readonly error: string }
  | { readonly kind: 'dead'; readonly error: string }

export async function recordAttempt(
  tx: Tx,
  {
    id,
    result,
    now,
  }: { readonly id: string; readonly result: AttemptResult; readonly now: UnixMs },
): Promise<void> {
  const state = { delivered: 'DELIVERED', later: 'PENDING', dead: 'DEAD' }[result.kind]
  await tx.query({
    name: 'record-attempt',
    text: `UPDATE alert_delivery SET state = $2, claimed_until = NULL, last_error = $3,
        delivered_at = CASE WHEN $2 = 'DELIVERED' THEN to_timestamp($4::float8 / 1000) END,
        due_at = coalesce(to_timestamp($5::float8 / 1000), due_at)
      WHERE id = $1 AND state = 'PENDING'`,
    values: [
      id,
      state,
      result.kind === 'delivered' ? null : result.error,
      now,
      result.kind === 'later' ? result.dueAt : null,
    ],
  })
}

/** The newest messages that did not arrive. */
export async function readDeadDeliveries(tx: Tx): Promise<AlertDeliveryView[]> {
  return selectDeliveries(tx, { name: 'dead', where: `d.state = 'DEAD'`, values: [] })
}

/** Sends a dead message again, from now on as long as a new one. Returns it, or null when there is none. */
export async function reviveDelivery(
  tx: Tx,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<AlertDeliveryView | null> {
  await tx.query({
    text: `UPDATE alert_delivery SET state = 'PENDING', attempts = 0, due_at = to_timestamp($2::float8 / 1000),
        expires_at = to_timestamp($3::float8 / 1000), claimed_until = NULL WHERE id = $1 AND state = 'DEAD'`,
    values: [id, now, now + DELIVERY_LIFE_MS],
  })
  const [view] = await selectDeliveries(tx, { name: 'one', where: 'd.id = $1', values: [id] })
  return view ?? null
}

/** Forgets what was delivered before. */
export async function deleteDelivered(tx: Tx, before: UnixMs): Promise<void> {
  await tx.query({
    name: 'delete-delivered',
    text: `DELETE FROM alert_delivery WHERE state = 'DELIVERED' AND delivered_at < to_timestamp($1::float8 / 1000)`,
    values: [before],
  })
}

async function selectDeliveries(
  tx: Tx,
  asked: { readonly name: string; readonly where: string; readonly values: readonly unknown[] },
): Promise<AlertDeliveryView[]> {
  const rows = await tx.query<DeliveryRow>({
    name: `read-deliveries-${asked.name}`,
    text: `SELECT d.id, d.channel_id, c.name AS channel_name, d.state, d.severity, d.events, d.attempts, d.created_at,
        d.due_at, d.last_error
      FROM alert_delivery d JOIN alert_channel c ON c.id = d.channel_id WHERE ${asked.where}
      ORDER BY d.created_at DESC, d.id DESC LIMIT ${DEAD_SHOWN_MAX}`,
    values: asked.values,
  })
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    state: row.state,
    severity: row.severity,
    events: eventsOf(row.events),
    attempts: row.attempts,
    createdAt: column.time(row.created_at),
    dueAt: column.time(row.due_at),
    lastError: row.last_error,
  }))
}

/** Events are kept as they cross the wire. */
function eventsText(events: readonly MessageEventView[]): string {
  return JSON.stringify(events.map((event) => messageEventCodec.encode(event)))
}

function eventsOf(kept: readonly unknown[]): MessageEventView[] {
  return kept.map((event) => messageEventCodec.parse(event))
}

type ClaimedRow = {
  readonly id: string
  readonly channel_id: string
  readonly severity: AlertSeverity
  readonly events: readonly unknown[]
  readonly attempts: number
  readonly created_at: Date
  readonly expires_at: Date
  readonly kind: ChannelKind
  readonly url: string
  readonly topic: string | null
  readonly secret: Buffer | null
}

type DeliveryRow = {
  readonly id: string
  readonly channel_id: string
  readonly channel_name: string
  readonly state: AlertDeliveryView['state']
  readonly severity: AlertSeverity
  readonly events: readonly unknown[]
  readonly attempts: number
  readonly created_at: Date
  readonly due_at: Date
  readonly last_error: string | null
}
