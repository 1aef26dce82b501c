import type { MessageEventView } from '#api/codecs/alert.ts'
import { ALERT_SEVERITIES, type AlertSeverity } from '#core/alerts/alert-kinds.ts'
import { tellAt } from '#core/alerts/tell-at.ts'
import type { KeptChannel } from '#store/alert-channels.ts'
import { insertDelivery, joinDigest } from '#store/alert-deliveries.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'

/** More than so many of a kind of urgency at once are one message: a storm is read by people and limited by servers. */
export const TOLD_APART_MAX = 5

type Told = { readonly severity: AlertSeverity; readonly event: MessageEventView }

/** Writes the messages of what a channel is to be told, as its rules say; they wait to be sent. */
export async function tellChannel(
  tx: Tx,
  { db, clock, dice }: Pick<Context, 'db' | 'clock' | 'dice'>,
  { channel, told }: { readonly channel: KeptChannel; readonly told: readonly Told[] },
): Promise<void> {
  const now = clock.now()
  const { organizationId } = db.scope
  for (const { severity, events } of ALERT_SEVERITIES.flatMap((each) => messagesOf(told, each))) {
    const dueAt = tellAt(now, severity, channel)
    if (dueAt === null) continue
    const isDigest = severity === 'ticket' && channel.digestMinutes > 0
    const digest = { channelId: channel.id, dueAt, events }
    if (isDigest && (await joinDigest(tx, digest))) continue
    const id = dice.uuid()
    await insertDelivery(tx, { ...digest, id, organizationId, severity, isDigest, now })
  }
}

function messagesOf(told: readonly Told[], severity: AlertSeverity) {
  const events = told.filter((each) => each.severity === severity).map(({ event }) => event)
  if (events.length > TOLD_APART_MAX) return [{ severity, events }]
  return events.map((event) => ({ severity, events: [event] }))
}
