import type { VenueId } from '#core/market/instrument.ts'
import { DAY_MS, SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Log } from '#ports/log.ts'
import type { VenuePublic } from '#ports/venue.ts'
import {
  claimDueFetch,
  type DueFetch,
  endFetch,
  type FetchEnd,
  reportFetchProgress,
} from '#store/history-schedules.ts'
import { nextTimeOf } from './cron.ts'
import { fetchHistory } from './fetch-history.ts'
import { HISTORY_MS_MAX } from './missing-minutes.ts'
import { type ScanContext, scanDataset } from './scan-dataset.ts'

/** How often a fetch tells how far it is, and hears whether it was canceled. */
const PROGRESS_EVERY_MS = SECOND_MS
/** After a whole fetch only what may have come since is asked for again. */
const OVERLAP_MS = DAY_MS

export type FetchContext = ScanContext & {
  readonly log: Pick<Log, 'info' | 'warn'>
  /** The runner's own name: what it claims is its own until it falls silent. */
  readonly runner: string
  openVenuePublic(venueId: VenueId): Promise<VenuePublic>
}

/**
 * Fetches what is missing of the dataset that has been due the longest, and looks at its candles; false when none is
 * due. One runner does it: another goes on when this one dies, and asks only for what is not there yet.
 */
export async function runDueFetch(ctx: FetchContext, stopping: AbortSignal): Promise<boolean> {
  const due = await ctx.database.unscoped((tx) => claimDueFetch(tx, ctx.runner))
  if (due === null) return false
  const canceled = new AbortController()
  const over = new AbortController()
  const told = { progress: 0, fetched: 0 }
  const watching = watch(ctx, due, { told, canceled, over: over.signal })
  const signal = AbortSignal.any([stopping, canceled.signal])
  const outcome = await fetchDue(ctx, due, { signal, told })
  over.abort()
  await watching
  // Left as it is, it is another runner's after a while: stopping is no end of it.
  if (stopping.aborted && outcome !== 'DONE') return true
  const at = ctx.clock.now()
  const end = { outcome, fetched: told.fetched, at, dueAt: dueAfter(due, at) }
  const { datasetId } = due
  await ctx.database.unscoped((tx) => endFetch(tx, { datasetId, runner: ctx.runner, end }))
  ctx.log.info({ datasetId, outcome, fetched: told.fetched }, 'a scheduled fetch has ended')
  return true
}

/** The text was read before it was stored. */
function dueAfter({ cron }: DueFetch, at: UnixMs): UnixMs {
  return nextTimeOf(cron, at) ?? unixMsOf(at + DAY_MS)
}

type Told = { progress: number; fetched: number }

async function fetchDue(
  ctx: FetchContext,
  { datasetId, instrumentId, venueId, fromAt, wholeAt }: DueFetch,
  { signal, told }: { readonly signal: AbortSignal; readonly told: Told },
): Promise<FetchEnd['outcome']> {
  const to = ctx.clock.now()
  const since = wholeAt === null ? fromAt : Math.max(fromAt, wholeAt - OVERLAP_MS)
  const from = unixMsOf(Math.max(since, to - HISTORY_MS_MAX))
  try {
    const venue = await ctx.openVenuePublic(venueId)
    try {
      const onProgress = ({ fetched, minutesLeft }: { fetched: number; minutesLeft: number }) => {
        told.fetched = fetched
        told.progress = fetched / Math.max(1, fetched + minutesLeft)
      }
      const { kind } = await fetchHistory(ctx, {
        venue,
        instrumentId,
        from,
        to,
        signal,
        onProgress,
      })
      if (told.fetched > 0 && !signal.aborted) await scanDataset(ctx, { datasetId })
      return kind === 'done' ? 'DONE' : 'CANCELED'
    } finally {
      await venue.close()
    }
  } catch (error) {
    ctx.log.warn({ err: error, datasetId }, 'a scheduled fetch failed; what it fetched stays')
    return 'FAILED'
  }
}

type Watch = {
  readonly told: Readonly<Told>
  readonly canceled: AbortController
  readonly over: AbortSignal
}

/** Keeps the schedule's row alive and hears of a cancel, until it is over. */
async function watch(
  ctx: FetchContext,
  { datasetId }: DueFetch,
  { told, canceled, over }: Watch,
): Promise<void> {
  while (!over.aborted) {
    await ctx.clock.sleep(PROGRESS_EVERY_MS, over).catch(() => undefined)
    if (over.aborted) return
    try {
      const beat = { datasetId, runner: ctx.runner, progress: told.progress }
      const goesOn = await ctx.database.unscoped((tx) => reportFetchProgress(tx, beat))
      if (!goesOn) canceled.abort(new Error('the fetch was canceled'))
    } catch (error) {
      // The next report says it again.
      ctx.log.warn({ err: error, datasetId }, 'the progress of a fetch was not stored')
    }
  }
}
