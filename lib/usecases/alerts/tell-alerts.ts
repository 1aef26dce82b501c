import { alertEventCodec } from '#api/codecs/alert.ts'
import { tellAt } from '#core/alerts/tell-at.ts'
import type { UnixMs } from '#core/time/time.ts'
import { type KeptChannel, readOpenChannels } from '#store/alert-channels.ts'
import { insertDelivery, joinDigest } from '#store/alert-deliveries.ts'
import { takeUntoldEvents, type UntoldEvent } from '#store/alerts.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'

/**
 * Hands the beginnings and ends of the firm's alerts to its channels, each once, as messages that wait to be sent.
 * Safe to repeat and to run beside itself: taking an event and writing its messages is one transaction.
 */
export function tellAlerts(ctx: Pick<Context, 'db' | 'clock' | 'dice'>): Promise<void> {
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now()
    const events = await takeUntoldEvents(tx, now)
    if (events.length === 0) return
    const channels = await readOpenChannels(tx)
    const { organizationId } = ctx.db.scope
    for (const event of events) {
      for (const channel of channels) {
        await tell(tx, { id: ctx.dice.uuid(), organizationId, channel, event, now })
      }
    }
  })
}

type Telling = {
  readonly id: string
  readonly organizationId: string
  readonly channel: KeptChannel
  readonly event: UntoldEvent
  readonly now: UnixMs
}

async function tell(tx: Tx, { channel, event, now, ...ids }: Telling): Promise<void> {
  const { severity } = event
  const dueAt = tellAt(now, severity, channel)
  if (dueAt === null) return
  const events = [alertEventCodec.decode(alertEventCodec.encode(event))]
  const isDigest = severity === 'ticket' && channel.digestMinutes > 0
  const digest = { channelId: channel.id, dueAt, events }
  if (isDigest && (await joinDigest(tx, digest))) return
  await insertDelivery(tx, { ...ids, ...digest, severity, isDigest, now })
}
