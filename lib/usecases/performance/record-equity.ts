import { DAY_MS, floorTo, MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { insertEquityPoints, thinEquityPoints } from '#store/equity-points.ts'
import { momentOf } from '#usecases/as-of/moment.ts'
import type { Context } from '#usecases/context.ts'
import { overviewAt } from '#usecases/overview/get-overview.ts'

/** Minutes are kept this long, then hours. */
export const MINUTES_KEPT_MS = 2 * DAY_MS

/**
 * Writes down what every account of the firm is worth, for the minute that runs, and thins what is old. Safe to
 * repeat and to run in several places: a minute is written once.
 */
export async function recordEquity(ctx: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const at = floorTo(ctx.clock.now(), MINUTE_MS)
  const overview = await ctx.db.read((tx) => overviewAt(tx, momentOf(tx, ctx.clock, undefined)))
  const worths = overview.clients.flatMap(({ accounts }) =>
    accounts.map(({ accountId, totals: { equity } }) => ({
      accountId,
      equity: equity.kind === 'valued' && !equity.isStale ? equity.amount : null,
    })),
  )
  await ctx.db.write(async (tx) => {
    await insertEquityPoints(tx, { at, worths })
    await thinEquityPoints(tx, unixMsOf(at - MINUTES_KEPT_MS))
  })
}
