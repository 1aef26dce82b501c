import { AppError } from '#api/app-error.ts'
import { assert } from '#core/assert.ts'
import type { NewFill } from '#ports/order-path-store.ts'
import type { VenueFill } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { recordFill } from './record-fill.ts'
import { type FillNews, type RecordedFill, recordNews } from './record-news.ts'

export type RecordedFills = {
  readonly recorded: readonly Extract<RecordedFill, { kind: 'recorded' }>[]
  readonly knownCount: number
}

/** So many fills are recorded in one change at most. */
export const FILLS_PER_CHANGE_MAX = 100

type Told = { readonly fills: readonly VenueFill[]; readonly source: NewFill['source'] }

/**
 * Records fills in their order, asking the venue for the order of each whose order we do not know: ours,
 * acknowledged by its fill, or somebody else's. Throws VENUE_UNREACHABLE with everything else recorded.
 */
export async function recordFills(
  ctx: AccountContext,
  { fills, source }: Told,
): Promise<RecordedFills> {
  const results: RecordedFill[] = []
  const orderless: VenueFill[] = []
  for (let from = 0; from < fills.length; from += FILLS_PER_CHANGE_MAX) {
    const part = fills.slice(from, from + FILLS_PER_CHANGE_MAX)
    const news = part.map((fill) => ({ fill, source }))
    const told = await recordNews(ctx, { orders: [], fills: news })
    results.push(...told.fills)
    orderless.push(...part.filter((_, index) => told.fills[index]?.kind === 'orderUnknown'))
  }
  for (const fill of orderless) results.push(await recordWithOrder(ctx, { fill, source }))
  return {
    recorded: results.filter((result) => result.kind === 'recorded'),
    knownCount: results.filter(({ kind }) => kind === 'known').length,
  }
}

async function recordWithOrder(
  ctx: AccountContext,
  news: Omit<FillNews, 'isOrderless'>,
): Promise<RecordedFill> {
  const { instrumentId, venueOrderId } = news.fill
  // Asked before the venue is: an answer that waits for us grows no truer.
  const isConclusive = isSettled(ctx, news.fill)
  const order = await ctx.venue.fetchOrder({ instrumentId, venueOrderId, clientOrderId: null })
  if (order.kind === 'notFound') {
    if (!isConclusive) throw notToldYet()
    return recordFill(ctx, { ...news, isOrderless: true })
  }
  const { fills } = await recordNews(ctx, { orders: [order], fills: [news] })
  const [recorded] = fills
  assert(recorded !== undefined, 'one fill told is one fill recorded')
  return recorded
}

/** The venue's reads lag: only later does it count that it knows no order behind a fill. */
function isSettled({ clock, venue }: AccountContext, { venueAt }: VenueFill): boolean {
  const { readLagMs, timestampToleranceMs } = venue.capabilities
  const venueNow = clock.now() + (venue.clockOffsetMs() ?? 0)
  return venueNow - venueAt > readLagMs + timestampToleranceMs
}

function notToldYet(): AppError {
  return new AppError('VENUE_UNREACHABLE', {
    public: 'The venue tells of a trade and not yet of its order.',
  })
}
