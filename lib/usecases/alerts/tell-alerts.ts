import { type AlertEventView, alertEventCodec } from '#api/codecs/alert.ts'
import { ALERT_SEVERITIES, type AlertSeverity } from '#core/alerts/alert-kinds.ts'
import { tellAt } from '#core/alerts/tell-at.ts'
import type { UnixMs } from '#core/time/time.ts'
import { type KeptChannel, readOpenChannels } from '#store/alert-channels.ts'
import { insertDelivery, joinDigest } from '#store/alert-deliveries.ts'
import { takeUntoldEvents, type UntoldEvent } from '#store/alerts.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'

/** More than so many of a kind of urgency at once are one message: a storm is read by people and limited by servers. */
export const TOLD_APART_MAX = 5

/**
 * Hands the beginnings and ends of the firm's alerts to its channels, each once, as messages that wait to be sent.
 * Safe to repeat and to run beside itself: taking an event and writing its messages is one transaction.
 */
export function tellAlerts(ctx: Pick<Context, 'db' | 'clock' | 'dice'>): Promise<void> {
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now()
    const events = await takeUntoldEvents(tx, now)
    if (events.length === 0) return
    const { organizationId } = ctx.db.scope
    for (const channel of await readOpenChannels(tx)) {
      for (const message of ALERT_SEVERITIES.flatMap((each) => messagesOf(events, each))) {
        await tell(tx, { ...message, id: ctx.dice.uuid(), organizationId, channel, now })
      }
    }
  })
}

type Message = { readonly severity: AlertSeverity; readonly events: readonly AlertEventView[] }

function messagesOf(events: readonly UntoldEvent[], severity: AlertSeverity): Message[] {
  const same = events.filter((event) => event.severity === severity).map(eventOf)
  if (same.length > TOLD_APART_MAX) return [{ severity, events: same }]
  return same.map((event) => ({ severity, events: [event] }))
}

/** What is told of it: the wire's fields and no others. */
function eventOf(event: UntoldEvent): AlertEventView {
  return alertEventCodec.decode(alertEventCodec.encode(event))
}

type Telling = Message & {
  readonly id: string
  readonly organizationId: string
  readonly channel: KeptChannel
  readonly now: UnixMs
}

async function tell(tx: Tx, { channel, events, severity, now, ...ids }: Telling): Promise<void> {
  const dueAt = tellAt(now, severity, channel)
  if (dueAt === null) return
  const isDigest = severity === 'ticket' && channel.digestMinutes > 0
  const digest = { channelId: channel.id, dueAt, events }
  if (isDigest && (await joinDigest(tx, digest))) return
  await insertDelivery(tx, { ...ids, ...digest, severity, isDigest, now })
}
