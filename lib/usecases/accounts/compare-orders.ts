import type { BreakFacts } from '#core/ledger/find-breaks.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { applyVenueOrder } from '#usecases/orders/apply-venue-order.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import { fetchOpenOrders, isAsListed, type OrderScope } from '#usecases/orders/sync-orders.ts'
import type { ReconcileContext } from './reconcile-context.ts'

type OrdersContext = AccountContext & Pick<ReconcileContext, 'historyFrom'>

/**
 * Brings our open orders to the venue's: adopts those that are not ours, asks for those that the venue no longer
 * lists, and books what they filled meanwhile. Returns the orders that the venue does not know though it had
 * acknowledged them.
 */
export async function compareOrders(
  ctx: OrdersContext,
  scope: OrderScope,
): Promise<BreakFacts['orderStates']> {
  const ours = await ctx.orderPath.listWorking(ctx.account.accountId)
  const settledBefore = ctx.clock.now() - ctx.venue.capabilities.readLagMs
  const theirs = await fetchOpenOrders(ctx, { scope, ours })
  const byVenueId = new Map(ours.map((order) => [nameOf(order), order]))
  for (const order of theirs) {
    const known = byVenueId.get(nameOf(order))
    if (known === undefined || !isAsListed(known, order)) await apply(ctx, order)
  }
  const listed = new Set(theirs.map(nameOf))
  const gone = ours.filter(
    (order) => !listed.has(nameOf(order)) && (order.acknowledgedAt ?? 0) < settledBefore,
  )
  const unknown: OrderRecord[] = []
  for (const order of gone) {
    const found = await ctx.venue.fetchOrder(order)
    if (found.kind === 'notFound') unknown.push(order)
    else await apply(ctx, found)
  }
  return unknown.map(({ id, instrumentId }) => {
    const { base, quote } = parseInstrumentId(instrumentId)
    return { orderId: id, instrumentId, base, quote }
  })
}

/** An order's name at the venue: ids are the instrument's own. */
function nameOf(order: Pick<OrderRecord, 'instrumentId' | 'venueOrderId'>): string {
  return `${order.instrumentId} ${order.venueOrderId}`
}

async function apply(ctx: OrdersContext, order: VenueOrder): Promise<void> {
  const { isMissingFills } = await applyVenueOrder(ctx, order)
  if (!isMissingFills) return
  await syncFills(ctx, { instrumentId: order.instrumentId, since: ctx.historyFrom })
}
