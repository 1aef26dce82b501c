import type { AlertChannelView, ChannelKind } from '#api/codecs/alert.ts'
import type { AlertSeverity } from '#core/alerts/alert-kinds.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** A channel with what only the house knows of it. */
export type KeptChannel = AlertChannelView & {
  readonly userId: string | null
  /** Sealed; null where nothing is signed or signed in with. */
  readonly secret: Buffer | null
}

/** The firm's channels and those of one person. */
export async function readChannelsOf(tx: Tx, userId: string): Promise<KeptChannel[]> {
  return selectChannels(tx, {
    name: 'of',
    where: 'c.user_id IS NULL OR c.user_id = $1',
    values: [userId],
  })
}

/** One channel that was not removed, held until the transaction ends. */
export async function readChannelLocked(tx: Tx, id: string): Promise<KeptChannel | null> {
  await tx.query({ text: 'SELECT id FROM alert_channel WHERE id = $1 FOR UPDATE', values: [id] })
  const [channel] = await selectChannels(tx, { name: 'one', where: 'c.id = $1', values: [id] })
  return channel ?? null
}

/** Where alerts are told now: enabled, and the firm's or of somebody who still belongs to it. */
export async function readOpenChannels(tx: Tx): Promise<KeptChannel[]> {
  return selectChannels(tx, {
    name: 'open',
    where: `c.is_enabled AND (c.user_id IS NULL OR EXISTS (
      SELECT FROM membership m WHERE m.user_id = c.user_id AND m.revoked_at IS NULL AND m.client_id IS NULL))`,
    values: [],
  })
}

async function selectChannels(
  tx: Tx,
  asked: { readonly name: string; readonly where: string; readonly values: readonly unknown[] },
): Promise<KeptChannel[]> {
  const rows = await tx.query<ChannelRow>({
    name: `read-channels-${asked.name}`,
    text: `SELECT c.id, c.user_id, c.name, c.kind, c.url, c.topic, c.secret, c.severity_min, c.quiet_from_minute,
        c.quiet_to_minute, c.time_zone, c.digest_minutes, c.is_enabled, c.created_at
      FROM alert_channel c WHERE c.removed_at IS NULL AND (${asked.where}) ORDER BY c.created_at, c.id`,
    values: asked.values,
  })
  return rows.map(channelOf)
}

/** Writes a channel, a new one or a known one. */
export async function upsertChannel(
  tx: Tx,
  { channel, organizationId, now }: ChannelWrite,
): Promise<void> {
  await tx.query({
    name: 'upsert-channel',
    text: `INSERT INTO alert_channel (id, organization_id, user_id, name, kind, url, topic, secret, severity_min,
        quiet_from_minute, quiet_to_minute, time_zone, digest_minutes, is_enabled, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15::float8 / 1000),
        to_timestamp($16::float8 / 1000))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, severity_min = excluded.severity_min,
        quiet_from_minute = excluded.quiet_from_minute, quiet_to_minute = excluded.quiet_to_minute,
        time_zone = excluded.time_zone, digest_minutes = excluded.digest_minutes,
        is_enabled = excluded.is_enabled, updated_at = excluded.updated_at`,
    values: [
      channel.id,
      organizationId,
      channel.userId,
      channel.name,
      channel.kind,
      channel.url,
      channel.topic,
      channel.secret,
      channel.severityMin,
      channel.quiet?.fromMinute ?? null,
      channel.quiet?.toMinute ?? null,
      channel.timeZone,
      channel.digestMinutes,
      channel.isEnabled,
      channel.createdAt,
      now,
    ],
  })
}

export type ChannelWrite = {
  readonly channel: KeptChannel
  readonly organizationId: string
  readonly now: UnixMs
}

/** Takes a channel away and forgets its secret; what waits for it is never sent. */
export async function removeChannel(
  tx: Tx,
  { id, now }: { readonly id: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    text: `WITH removed AS (
        UPDATE alert_channel SET removed_at = to_timestamp($2::float8 / 1000), is_enabled = false, secret = NULL
         WHERE id = $1)
      DELETE FROM alert_delivery WHERE channel_id = $1 AND state <> 'DELIVERED'`,
    values: [id, now],
  })
}

type ChannelRow = {
  readonly id: string
  readonly user_id: string | null
  readonly name: string
  readonly kind: ChannelKind
  readonly url: string
  readonly topic: string | null
  readonly secret: Buffer | null
  readonly severity_min: AlertSeverity
  readonly quiet_from_minute: number | null
  readonly quiet_to_minute: number | null
  readonly time_zone: string
  readonly digest_minutes: number
  readonly is_enabled: boolean
  readonly created_at: Date
}

function channelOf(row: ChannelRow): KeptChannel {
  const { quiet_from_minute: fromMinute, quiet_to_minute: toMinute } = row
  return {
    id: row.id,
    userId: row.user_id,
    owner: row.user_id === null ? 'firm' : 'me',
    name: row.name,
    kind: row.kind,
    url: row.url,
    topic: row.topic,
    secret: row.secret,
    hasSecret: row.secret !== null,
    severityMin: row.severity_min,
    quiet: fromMinute === null || toMinute === null ? null : { fromMinute, toMinute },
    timeZone: row.time_zone,
    digestMinutes: row.digest_minutes,
    isEnabled: row.is_enabled,
    createdAt: column.time(row.created_at),
  }
}
