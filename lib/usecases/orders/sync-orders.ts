import type { InstrumentId } from '#core/market/instrument.ts'
import { isEqual } from '#core/money/money.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { applyVenueOrder } from './apply-venue-order.ts'
import type { AppliedOrder } from './record-news.ts'

export type SyncedOrders = {
  readonly applied: readonly AppliedOrder[]
  /** Where the venue has filled more than we have booked. */
  readonly instrumentsMissingFills: readonly InstrumentId[]
}

/** All that the venue has open, or only where we believe to have open orders, which costs far less. */
export type OrderScope = 'all' | 'ours'

/**
 * Compares the open orders of both sides: what the venue has open is adopted, and what only we believe to be
 * open is asked for one by one. Safe to repeat. Throws VENUE_UNREACHABLE with what was applied before it kept.
 */
export async function syncOrders(
  ctx: AccountContext,
  scope: OrderScope = 'all',
): Promise<SyncedOrders> {
  // Ours first: what is acknowledged in between is then on the venue's list, not missing from it.
  const working = await ctx.orderPath.listWorking(ctx.account.accountId)
  const open = await fetchOpenOrders(ctx, { scope, ours: working })
  const applied: AppliedOrder[] = []
  const known = new Map(working.map((order) => [keyOf(order), order]))
  for (const theirs of open) {
    const ours = known.get(keyOf(theirs))
    if (ours && isAsListed(ours, theirs)) continue
    applied.push(await applyVenueOrder(ctx, theirs))
  }
  const openIds = new Set(open.map(keyOf))
  for (const ours of working) {
    if (openIds.has(keyOf(ours))) continue
    const theirs = await ctx.venue.fetchOrder(ours)
    if (theirs.kind === 'order') applied.push(await applyVenueOrder(ctx, theirs))
  }
  const missing = applied.filter(({ isMissingFills }) => isMissingFills)
  return {
    applied,
    instrumentsMissingFills: [...new Set(missing.map(({ order }) => order.instrumentId))],
  }
}

/** The venue's open orders in a scope; nothing is asked where nothing of ours could be open. */
export async function fetchOpenOrders(
  { venue }: Pick<AccountContext, 'venue'>,
  { scope, ours }: { readonly scope: OrderScope; readonly ours: readonly OrderRecord[] },
): Promise<readonly VenueOrder[]> {
  if (scope === 'all') return venue.fetchOpenOrders()
  const instrumentIds = [...new Set(ours.map(({ instrumentId }) => instrumentId))]
  return instrumentIds.length === 0 ? [] : venue.fetchOpenOrders(instrumentIds)
}

/** The venue's list tells nothing new of an order. */
export function isAsListed(ours: OrderRecord, theirs: VenueOrder): boolean {
  return ours.state === theirs.state && isEqual(ours.filledQuantity, theirs.filledQuantity)
}

function keyOf({
  instrumentId,
  venueOrderId,
}: Pick<VenueOrder, 'instrumentId'> & { readonly venueOrderId: string | null }): string {
  return `${instrumentId}/${venueOrderId}`
}
