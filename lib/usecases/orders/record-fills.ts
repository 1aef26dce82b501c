import type { NewFill } from '#ports/order-path-store.ts'
import type { VenueFill } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { applyVenueOrder } from './apply-venue-order.ts'
import { type RecordedFill, recordFill } from './record-fill.ts'

export type RecordedFills = {
  readonly recorded: readonly Extract<RecordedFill, { kind: 'recorded' }>[]
  readonly knownCount: number
}

/**
 * Records fills one after the other, asking the venue for the order of each whose order we do not know: ours,
 * acknowledged by its fill, or somebody else's. Throws VENUE_UNREACHABLE with everything before it recorded.
 */
export async function recordFills(
  ctx: AccountContext,
  { fills, source }: { readonly fills: readonly VenueFill[]; readonly source: NewFill['source'] },
): Promise<RecordedFills> {
  const recorded: Extract<RecordedFill, { kind: 'recorded' }>[] = []
  let knownCount = 0
  for (const fill of fills) {
    const result = await recordWithOrder(ctx, { fill, source })
    if (result.kind === 'recorded') recorded.push(result)
    if (result.kind === 'known') knownCount += 1
  }
  return { recorded, knownCount }
}

async function recordWithOrder(
  ctx: AccountContext,
  news: { readonly fill: VenueFill; readonly source: NewFill['source'] },
): Promise<RecordedFill> {
  const result = await recordFill(ctx, news)
  if (result.kind !== 'orderUnknown') return result
  const { instrumentId, venueOrderId } = news.fill
  const order = await ctx.venue.fetchOrder({ instrumentId, venueOrderId, clientOrderId: null })
  if (order.kind === 'notFound') return recordFill(ctx, { ...news, isOrderless: true })
  await applyVenueOrder(ctx, order)
  return recordFill(ctx, news)
}
