import type { InstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import type { VenuePublic } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { candleSpan, ensureDataset } from '#store/candles.ts'
import { runBots } from '#usecases/bots/run-bots.ts'
import { ingestCandles } from '#usecases/market/ingest-candles.ts'
import type { AccountDesk } from './account-desk.ts'
import { Bell } from './bell.ts'
import { roundOf } from './round-of.ts'

/** Whether a bar has closed is looked at so often: that is how late a bot's order may be. */
export const BOTS_EVERY_MS = SECOND_MS

/** Runs the bots of one account until `signal` aborts. The venue's market is opened with the first that needs it. */
export async function botRounds(
  house: RunnerHouse,
  desk: AccountDesk,
  signal: AbortSignal,
): Promise<void> {
  const { ctx, db, row, instruments } = desk
  const opened: { market?: VenuePublic } = {}
  const fetchCandles = async (instrumentId: InstrumentId) => {
    opened.market ??= await house.venues.openVenuePublic(row.venueId)
    return bringUpToDate(house, opened.market, instrumentId)
  }
  await roundOf(desk, signal)('bots', BOTS_EVERY_MS, new Bell(ctx.clock), async () => {
    if (desk.recovery.isDone) await runBots({ ...ctx, db, instruments, fetchCandles })
  })
  await opened.market?.close()
}

/** Candles come a page at a time; a market in which nothing is traded has none of the newest minute. */
async function bringUpToDate(
  house: RunnerHouse,
  venue: VenuePublic,
  instrumentId: InstrumentId,
): Promise<boolean> {
  const spanOf = () =>
    house.database.unscoped(async (tx) =>
      candleSpan(tx, await ensureDataset(tx, { instrumentId, source: venue.venueId })),
    )
  const before = await spanOf()
  await ingestCandles(house, { venue, instrumentId })
  const after = await spanOf()
  const isCurrent = after !== null && house.clock.now() - after.lastAt < 2 * MINUTE_MS
  return isCurrent || before?.lastAt === after?.lastAt
}
