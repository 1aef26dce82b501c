import { barsOf } from '#core/market/bars.ts'
import { checkCandle } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { floorTo, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { VenueCandle, VenuePublic } from '#ports/venue.ts'
import { ensureDataset } from '#store/candles.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars, storeBars } from '#store/dataset-candles.ts'
import { lockDataset } from '#store/datasets.ts'
import { keepSince } from '#store/old-minutes.ts'
import { MissingMinutes } from './missing-minutes.ts'

/** The most that every venue we know gives at once; one that gives less is asked more often. */
const MINUTES_PER_PAGE = 1_000

export type HistoryWish = {
  readonly venue: VenuePublic
  readonly instrumentId: InstrumentId
  /** Minutes that open in [from, to); the running one is left for later. */
  readonly from: UnixMs
  readonly to: UnixMs
  /** Aborting it ends the work after the page that is under way; what was fetched stays. */
  readonly signal: AbortSignal
  onProgress(progress: HistoryProgress): void
}

export type HistoryProgress = {
  readonly fetched: number
  readonly minutesLeft: number
  /** By the speed so far; null before the first page. */
  readonly timeLeftMs: number | null
}

export type FetchedHistory = {
  readonly kind: 'done' | 'canceled'
  readonly datasetId: number
  readonly fetched: number
  /** What the venue told and is no candle. */
  readonly refused: number
}

/**
 * Fetches the one-minute candles of a range that are missing, oldest first, each page stored as it comes. The venue
 * port keeps to the venue's rate limit; what was asked for is not dropped for its age. Safe to repeat and to stop at any moment: the next call asks only for what is
 * not there yet. Throws VENUE_UNREACHABLE when the venue does not answer, with everything before kept.
 */
export async function fetchHistory(
  ctx: { readonly database: Database; readonly clock: Clock },
  wish: HistoryWish,
): Promise<FetchedHistory> {
  const { venue, instrumentId, signal } = wish
  const now = ctx.clock.now()
  const range = { from: floorTo(wish.from, MINUTE_MS), to: endOf(wish.to, now) }
  const datasetId = await ctx.database.unscoped(async (tx) => {
    const id = await ensureDataset(tx, { instrumentId, source: venue.venueId })
    await keepSince(tx, { datasetId: id, from: range.from, now })
    return id
  })
  if (range.to <= range.from) return { kind: 'done', datasetId, fetched: 0, refused: 0 }
  const missing = new MissingMinutes(range)
  missing.addBars(
    await ctx.database.unscoped((tx) =>
      readDatasetBars(tx, { datasetId, timeframeMs: MINUTE_MS, ...range }),
    ),
  )
  const before = { minutes: missing.count, at: ctx.clock.monotonic() }
  let fetched = 0
  let refused = 0
  let since = missing.nextFrom(range.from)
  while (since !== null && !signal.aborted) {
    const page = await fetchPage(venue, { instrumentId, since, to: range.to })
    await storePage(ctx.database, datasetId, page.candles)
    missing.addRange(since, page.until)
    fetched += page.candles.length
    refused += page.refused
    const minutesLeft = missing.count
    const tookMs = ctx.clock.monotonic() - before.at
    const timeLeftMs = (tookMs / (before.minutes - minutesLeft)) * minutesLeft
    wish.onProgress({ fetched, minutesLeft, timeLeftMs })
    since = missing.nextFrom(page.until)
  }
  return { kind: since === null ? 'done' : 'canceled', datasetId, fetched, refused }
}

function endOf(to: UnixMs, now: UnixMs): UnixMs {
  return floorTo(unixMsOf(Math.min(to, now)), MINUTE_MS)
}

type Page = {
  readonly candles: readonly VenueCandle[]
  readonly refused: number
  /** All that the venue has before this time has been told. */
  readonly until: number
}

async function fetchPage(
  venue: VenuePublic,
  { instrumentId, since, to }: { instrumentId: InstrumentId; since: UnixMs; to: UnixMs },
): Promise<Page> {
  const limit = MINUTES_PER_PAGE
  const told = await venue.fetchCandles({ instrumentId, timeframe: '1m', since, limit })
  const inRange = told.filter(({ openAt }) => openAt >= since && openAt < to)
  const candles = inRange.filter((candle) => checkCandle(candle, '1m') === null)
  const last = inRange.reduce<number>((latest, { openAt }) => Math.max(latest, openAt), -1)
  // Without an answer in the range there is none in the time that a page can cover.
  const until = last === -1 ? since + limit * MINUTE_MS : last + MINUTE_MS
  return { candles, refused: inRange.length - candles.length, until }
}

async function storePage(
  database: Database,
  datasetId: number,
  candles: readonly VenueCandle[],
): Promise<void> {
  if (candles.length === 0) return
  await database.unscoped(async (tx) => {
    await lockDataset(tx, datasetId)
    await storeBars(tx, { datasetId, bars: barsOf(candles, MINUTE_MS), areNew: false })
  })
}
