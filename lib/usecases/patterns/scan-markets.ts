import { DAY_MS, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { type PatternScan, readScannedMarkets, type ScannedMarket } from '#store/pattern-scans.ts'
import type { MarketScanner } from './market-scanner.ts'
import { type NewFindings, storeFindings } from './store-findings.ts'

/** How far back a scan begins. */
export const SCAN_SPAN_MS = 60 * DAY_MS
/** History that comes in page by page makes a scan begin anew, but not for every page. */
export const BEGIN_ANEW_AFTER_MS = 10 * MINUTE_MS

export type PatternContext = {
  readonly database: Database
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly scanner: MarketScanner
  /** The newest minute that the scanner has taken of each dataset. Empty after a restart. */
  readonly taken: Map<number, UnixMs>
}

/** What a market's closed minutes made known, and how far that goes. */
type Found = NewFindings & { readonly takenTo: UnixMs }

/**
 * Looks through what has closed on every market since the last time, one market after another, and stores what it
 * found: of one market while the next is looked through. Safe to repeat: a restart goes on from the same first
 * minute, so it finds what it would have found. The newest candle is left, as it may still be running.
 */
export async function scanMarkets(ctx: PatternContext, signal: AbortSignal): Promise<number> {
  const markets = await ctx.database.unscoped((tx) => readScannedMarkets(tx))
  let scanned = 0
  let storing: Promise<boolean> = Promise.resolve(false)
  for (const market of markets) {
    if (signal.aborted) break
    if (!hasClosed(market, ctx.taken.get(market.datasetId))) continue
    const found = await orForget(ctx, market, () => lookThrough(ctx, market))
    if (await storing) scanned += 1
    storing = store(ctx, market, found)
  }
  return (await storing) ? scanned + 1 : scanned
}

async function store(
  ctx: PatternContext,
  market: ScannedMarket,
  found: Found | null,
): Promise<boolean> {
  if (found === null) return false
  const stored = await orForget(ctx, market, async () => {
    await storeFindings(ctx, found)
    ctx.taken.set(found.datasetId, found.takenTo)
    return true
  })
  return stored ?? false
}

/** What was taken and not stored would be lost: the next round reads such a market from its beginning. */
async function orForget<Result>(
  ctx: PatternContext,
  { datasetId }: ScannedMarket,
  work: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    ctx.taken.delete(datasetId)
    ctx.log.warn({ err: error, datasetId }, 'a market could not be scanned')
    return null
  }
}

function hasClosed({ lastAt, firstAt }: ScannedMarket, takenTo: UnixMs | undefined): boolean {
  return takenTo === undefined ? lastAt > firstAt : lastAt > takenTo + MINUTE_MS
}

async function lookThrough(ctx: PatternContext, market: ScannedMarket): Promise<Found | null> {
  const { datasetId } = market
  const takenTo = ctx.taken.get(datasetId)
  const isAnew = isBegunAnew(market, { isTaken: takenTo !== undefined, now: ctx.clock.now() })
  const isFresh = isAnew || takenTo === undefined
  const begun = isAnew || market.scan === null ? beginning(ctx, market) : market.scan
  const bars = await ctx.database.unscoped((tx) =>
    readDatasetBars(tx, {
      datasetId,
      timeframeMs: MINUTE_MS,
      from: isFresh ? begun.fromAt : unixMsOf(takenTo + 1),
      to: market.lastAt,
    }),
  )
  const lastAt = bars.openAt.at(-1)
  if (lastAt === undefined) return null
  const knownTo = isAnew ? Number.NEGATIVE_INFINITY : begun.toAt
  const findings = await ctx.scanner.scan({ datasetId, bars, isFresh, knownTo })
  const scan = { ...begun, toAt: unixMsOf(Math.max(lastAt, begun.toAt)) }
  return { datasetId, scan, findings, isAnew, takenTo: unixMsOf(lastAt) }
}

function beginning(ctx: PatternContext, { firstAt, lastAt }: ScannedMarket): PatternScan {
  const fromAt = unixMsOf(Math.max(firstAt, lastAt - SCAN_SPAN_MS))
  return { fromAt, toAt: fromAt, begunAt: ctx.clock.now() }
}

/** Begun anew: the first time, where older candles have come, and at a restart where the beginning is long ago. */
function isBegunAnew(
  { scan, firstAt, lastAt }: ScannedMarket,
  { isTaken, now }: { readonly isTaken: boolean; readonly now: UnixMs },
): boolean {
  if (scan === null) return true
  const reachMs = lastAt - scan.fromAt
  if (!isTaken && reachMs > 2 * SCAN_SPAN_MS) return true
  return (
    firstAt < scan.fromAt && reachMs < SCAN_SPAN_MS && now - scan.begunAt >= BEGIN_ANEW_AFTER_MS
  )
}
