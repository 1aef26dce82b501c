import { alertEventCodec } from '#api/codecs/alert.ts'
import { readOpenChannels } from '#store/alert-channels.ts'
import { takeUntoldEvents } from '#store/alerts.ts'
import type { Context } from '#usecases/context.ts'
import { tellChannel } from './tell-channel.ts'

/**
 * Hands the beginnings and ends of the firm's alerts to its channels, each once, as messages that wait to be sent.
 * Safe to repeat and to run beside itself: taking an event and writing its messages is one transaction.
 */
export function tellAlerts(ctx: Pick<Context, 'db' | 'clock' | 'dice'>): Promise<void> {
  return ctx.db.write(async (tx) => {
    const untold = await takeUntoldEvents(tx, ctx.clock.now())
    if (untold.length === 0) return
    // What is told is the wire's fields and no others.
    const told = untold.map((event) => ({
      severity: event.severity,
      event: alertEventCodec.decode(alertEventCodec.encode(event)),
    }))
    for (const channel of await readOpenChannels(tx)) await tellChannel(tx, ctx, { channel, told })
  })
}
