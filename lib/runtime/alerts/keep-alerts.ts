import { HOUR_MS, SECOND_MS, unixMsOf } from '#core/time/time.ts'
import { deleteDelivered } from '#store/alert-deliveries.ts'
import type { Database, ScopedDatabase } from '#store/database.ts'
import { listOrganizationIds } from '#store/organizations.ts'
import { deleteNotices } from '#store/signal-notices.ts'
import { type DeliveryContext, deliverAlerts } from '#usecases/alerts/deliver-alerts.ts'
import { tellAlerts } from '#usecases/alerts/tell-alerts.ts'
import { SIGNAL_NEWS_MS, tellSignals } from '#usecases/alerts/tell-signals.ts'
import { watchAlerts } from '#usecases/alerts/watch-alerts.ts'
import type { Context } from '#usecases/context.ts'
import { Bell } from '../runner/bell.ts'
import { repeat } from '../runner/repeat.ts'

export const WATCH_EVERY_MS = 2 * SECOND_MS
export const DELIVER_EVERY_MS = SECOND_MS
/** Signals come as candles close, which is once a minute. */
export const SIGNALS_EVERY_MS = 5 * SECOND_MS
export const FORGET_DELIVERED_EVERY_MS = HOUR_MS
/** What has arrived is kept for so long, for those who ask whether it did. */
export const DELIVERED_KEPT_MS = 30 * 24 * HOUR_MS

/** Longer than a signal is news. */
const NOTICES_KEPT_MS = 24 * SIGNAL_NEWS_MS

export type AlertHouse = Pick<Context, 'clock' | 'dice' | 'log'> &
  Pick<DeliveryContext, 'sender' | 'vault' | 'publicOrigin'> & { readonly database: Database }

/**
 * Watches every firm and tells its channels, until it is stopped. The runner and the gateway both do, so that a
 * house whose runner is gone says so; what one of them has told the other does not tell again.
 */
export function keepAlerts(house: AlertHouse): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const { clock, log } = house
  const round = (name: string, everyMs: number, work: (db: ScopedDatabase) => Promise<void>) =>
    repeat({ name, everyMs, bell: new Bell(clock), signal, clock, log }, () =>
      forEachFirm(house, work),
    )
  const rounds = [
    round('watch', WATCH_EVERY_MS, (db) => watchAlerts({ ...house, db })),
    round('signals', SIGNALS_EVERY_MS, (db) => tellSignals({ ...house, db })),
    round('deliver', DELIVER_EVERY_MS, async (db) => {
      await tellAlerts({ ...house, db })
      await deliverAlerts({ ...house, db })
    }),
    round('forget', FORGET_DELIVERED_EVERY_MS, (db) =>
      db.write(async (tx) => {
        await deleteDelivered(tx, unixMsOf(clock.now() - DELIVERED_KEPT_MS))
        await deleteNotices(tx, unixMsOf(clock.now() - NOTICES_KEPT_MS))
      }),
    ),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(rounds)
    },
  }
}

async function forEachFirm(
  { database }: Pick<AlertHouse, 'database'>,
  work: (db: ScopedDatabase) => Promise<void>,
): Promise<void> {
  for (const organizationId of await listOrganizationIds(database.pool)) {
    await work(database.scoped({ organizationId, clientId: null }))
  }
}
