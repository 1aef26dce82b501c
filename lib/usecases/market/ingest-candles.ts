import type { InstrumentId } from '#core/market/instrument.ts'
import { DAY_MS, floorTo, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueCandle, VenuePublic } from '#ports/venue.ts'
import { candleSpan, ensureCandleMonths, ensureDataset, upsertCandles } from '#store/candles.ts'
import type { MarketContext } from './sync-instruments.ts'

/** How far back a new instrument's candles are fetched. */
export const HISTORY_MS = 30 * DAY_MS
/** How long the minutes of a market stay that nobody asked for; the bars made of them stay for ever. */
export const MARKET_KEEP_DAYS = 400
/** The most that one request may ask for; Binance's limit. */
export const CANDLES_PER_REQUEST = 1_000

export type IngestedCandles = {
  readonly written: number
  /** False while older history is still to be fetched: call again. */
  readonly isComplete: boolean
}

/**
 * Fetches one-minute candles a page at a time: whatever is newer than what we have (the running minute
 * included), and when no minute is missing, one page further back. Calling it again resumes where the last
 * call stopped, also after a crash. Going back, the running minute is left as it is: one request a page.
 */
export async function ingestCandles(
  ctx: MarketContext,
  { venue, instrumentId }: { readonly venue: VenuePublic; readonly instrumentId: InstrumentId },
): Promise<IngestedCandles> {
  const series = { instrumentId, source: venue.venueId, keepDays: MARKET_KEEP_DAYS }
  const { datasetId, span } = await ctx.database.unscoped(async (tx) => {
    const id = await ensureDataset(tx, series)
    return { datasetId: id, span: await candleSpan(tx, id) }
  })
  const now = ctx.clock.now()
  const historyFrom = floorTo(unixMsOf(now - HISTORY_MS), MINUTE_MS)
  const isCurrent = span !== null && now - span.lastAt < 2 * MINUTE_MS
  const isGoingBack = isCurrent && span.firstAt > historyFrom
  const older = isGoingBack
    ? await fetchOlder(venue, instrumentId, { firstAt: span.firstAt, historyFrom })
    : []
  const isMinuteKnown = span !== null && now - span.lastAt < MINUTE_MS
  const newer =
    older.length > 0 && isMinuteKnown
      ? []
      : await fetchPage(venue, instrumentId, newerFrom(span?.lastAt, now))
  await write(ctx, datasetId, [...older, ...newer])
  const reachedBack =
    span !== null && (span.firstAt <= historyFrom || (isCurrent && older.length === 0))
  return { written: older.length + newer.length, isComplete: isCurrent && reachedBack }
}

/** The newest candle is fetched again, because it was still running. A new series begins at its end. */
function newerFrom(lastAt: UnixMs | undefined, now: UnixMs): UnixMs {
  return lastAt ?? floorTo(unixMsOf(now - (CANDLES_PER_REQUEST - 1) * MINUTE_MS), MINUTE_MS)
}

/** Only what is older than what we have: an empty answer means that the venue has no more. */
async function fetchOlder(
  venue: VenuePublic,
  instrumentId: InstrumentId,
  { firstAt, historyFrom }: { firstAt: UnixMs; historyFrom: UnixMs },
): Promise<readonly VenueCandle[]> {
  const since = unixMsOf(Math.max(firstAt - CANDLES_PER_REQUEST * MINUTE_MS, historyFrom))
  const page = await fetchPage(venue, instrumentId, since)
  return page.filter(({ openAt }) => openAt < firstAt)
}

function fetchPage(
  venue: VenuePublic,
  instrumentId: InstrumentId,
  since: UnixMs,
): Promise<readonly VenueCandle[]> {
  return venue.fetchCandles({ instrumentId, timeframe: '1m', since, limit: CANDLES_PER_REQUEST })
}

async function write(
  ctx: MarketContext,
  datasetId: number,
  candles: readonly VenueCandle[],
): Promise<void> {
  if (candles.length === 0) return
  await ctx.database.unscoped(async (tx) => {
    await ensureCandleMonths(tx, [...new Set(candles.map(({ openAt }) => floorTo(openAt, DAY_MS)))])
    await upsertCandles(tx, { datasetId, candles })
  })
}
