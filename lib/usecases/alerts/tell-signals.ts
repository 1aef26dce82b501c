import { HOUR_MS, unixMsOf } from '#core/time/time.ts'
import { readOpenChannels } from '#store/alert-channels.ts'
import { takeSignalNotices } from '#store/signal-notices.ts'
import type { Context } from '#usecases/context.ts'
import { tellChannel } from './tell-channel.ts'

/** A signal that was known for longer is no news: after an outage the old ones are read on their page. */
export const SIGNAL_NEWS_MS = HOUR_MS

/**
 * Hands new signals to the own channels of those who asked for them, as tickets that wait to be sent; each person is
 * told of each signal once. Safe to repeat and to run beside itself: taking a signal and writing its messages is one
 * transaction.
 */
export function tellSignals(ctx: Pick<Context, 'db' | 'clock' | 'dice'>): Promise<void> {
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now()
    const { organizationId } = ctx.db.scope
    const since = unixMsOf(now - SIGNAL_NEWS_MS)
    const notices = await takeSignalNotices(tx, { organizationId, since, now })
    if (notices.length === 0) return
    for (const channel of await readOpenChannels(tx)) {
      const told = notices
        .filter(({ userId }) => userId === channel.userId)
        .map(({ event }) => ({ severity: 'ticket' as const, event }))
      await tellChannel(tx, ctx, { channel, told })
    }
  })
}
