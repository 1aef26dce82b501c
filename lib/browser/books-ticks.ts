import type { BooksStripView, VenueStrip } from '#api/codecs/proof.ts'
import type { StripState } from '#core/ledger/books-strip.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

/** One mark of a drawn strip: some buckets side by side. null where nothing can be said. */
export type BooksTick = {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly state: StripState | null
  readonly breakId: string | null
}

/** The worst first: it is what a mark over several buckets shows. */
const WORST_FIRST: readonly StripState[] = ['BROKEN', 'SUSPECT', 'GAP', 'PROVEN']

/** A venue's day in so many equal marks, oldest first; each shows the worst of its time. */
export function booksTicks(
  { from, to }: Pick<BooksStripView, 'from' | 'to'>,
  { runs, breaks }: Pick<VenueStrip, 'runs' | 'breaks'>,
  count: number,
): BooksTick[] {
  return Array.from({ length: count }, (_, index) => {
    const start = unixMsOf(Math.round(from + ((to - from) * index) / count))
    const end = unixMsOf(Math.round(from + ((to - from) * (index + 1)) / count))
    const touched = runs.filter((run) => run.from < end && run.to > start)
    const state = WORST_FIRST.find((worst) => touched.some((run) => run.state === worst)) ?? null
    const found = breaks.find(
      ({ firstSeenAt, resolvedAt }) =>
        firstSeenAt < end && (resolvedAt === null || resolvedAt >= start),
    )
    const isBroken = state === 'BROKEN' || state === 'SUSPECT'
    return { from: start, to: end, state, breakId: isBroken ? (found?.id ?? null) : null }
  })
}
