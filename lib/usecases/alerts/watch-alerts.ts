import { SECOND_MS } from '#core/time/time.ts'
import { clearAlerts, raiseAlerts, readStandingAlerts } from '#store/alerts.ts'
import { readAlertConditions, WATCHED_KINDS } from '#store/read-alert-conditions.ts'
import type { Context } from '#usecases/context.ts'

/** What flickers is told twice in this time at most. */
export const STANDING_MS_MIN = 30 * SECOND_MS

/**
 * Looks at the firm: raises what is so and does not stand, clears what stands and is over. It catches what no
 * transaction causes, such as silence, and whatever a cause did not raise itself. Safe to repeat and to run twice.
 */
export function watchAlerts(ctx: Pick<Context, 'db' | 'clock'>): Promise<void> {
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now()
    const { organizationId } = ctx.db.scope
    const conditions = await readAlertConditions(tx)
    await raiseAlerts(tx, { organizationId, conditions, now })
    const found = new Set(conditions.map(keyOf))
    const over = (await readStandingAlerts(tx)).filter(
      (alert) =>
        WATCHED_KINDS.includes(alert.kind) &&
        !found.has(keyOf(alert)) &&
        now - alert.raisedAt >= STANDING_MS_MIN,
    )
    await clearAlerts(tx, { ids: over.map(({ id }) => id), now })
  })
}

function keyOf({ kind, subject }: { readonly kind: string; readonly subject: string }): string {
  return `${kind} ${subject}`
}
