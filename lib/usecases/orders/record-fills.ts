import { assert } from '#core/assert.ts'
import { SETTLE_MARGIN_MS } from '#core/market/capability-sheet.ts'
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
  const order = await fetchOrderOf(ctx, news.fill)
  if (order.kind === 'notFound') return recordFill(ctx, { ...news, isOrderless: true })
  const { fills } = await recordNews(ctx, { orders: [order], fills: [news] })
  const [recorded] = fills
  assert(recorded !== undefined, 'one fill told is one fill recorded')
  return recorded
}

/** The venue's reads lag behind its fills: that it knows no order counts once they have caught up. */
async function fetchOrderOf(
  { venue, clock }: AccountContext,
  { instrumentId, venueOrderId }: VenueFill,
): ReturnType<AccountContext['venue']['fetchOrder']> {
  const ref = { instrumentId, venueOrderId, clientOrderId: null }
  const order = await venue.fetchOrder(ref)
  if (order.kind === 'order') return order
  await clock.sleep(venue.capabilities.readLagMs + SETTLE_MARGIN_MS)
  return venue.fetchOrder(ref)
}
