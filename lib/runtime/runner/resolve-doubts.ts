import { SECOND_MS } from '#core/time/time.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import { type OpenOrdersAfter, resolveOrder, settledAt } from '#usecases/orders/resolve-order.ts'
import { type AccountDesk, missFills } from './account-desk.ts'

export const DOUBTS_EVERY_MS = SECOND_MS
/** The venue is asked about one order at once, and then less and less often until its answer is final. */
export const DOUBT_DELAY_MS_FIRST = SECOND_MS
export const DOUBT_DELAY_MS_MAX = 30 * SECOND_MS

/** One round over the orders whose sending had no clear outcome, those now on their way left alone. */
export async function resolveDoubts(desk: AccountDesk): Promise<void> {
  const inDoubt = await desk.ctx.orderPath.listInDoubt(desk.row.accountId)
  const openOrdersAfter = sharedReading(desk)
  for (const order of inDoubt) {
    if (desk.inFlight.has(order.id) || !isDue(desk, order)) continue
    const resolved = await resolveOrder(desk.ctx, order, openOrdersAfter)
    if (resolved.kind === 'inDoubt') {
      postpone(desk, order)
      continue
    }
    desk.doubts.delete(order.id)
    desk.ctx.log.info({ orderId: order.id, outcome: resolved.kind }, 'a doubt was resolved')
    if (resolved.kind === 'adopted' && resolved.isMissingFills) missFills(desk, order.instrumentId)
  }
}

/** One request answers for all orders that had settled when it was made. */
function sharedReading({ ctx }: AccountDesk): OpenOrdersAfter {
  let reading: { readonly at: number; readonly orders: readonly VenueOrder[] } | null = null
  return async (at) => {
    if (reading === null || reading.at <= at) {
      reading = { at: ctx.clock.now(), orders: await ctx.venue.fetchOpenOrders() }
    }
    return reading.orders
  }
}

function isDue({ ctx, doubts }: AccountDesk, { id }: OrderRecord): boolean {
  return ctx.clock.now() >= (doubts.get(id)?.dueAt ?? 0)
}

/** Never later than the moment from which the venue's answer counts. */
function postpone({ ctx, doubts }: AccountDesk, order: OrderRecord): void {
  const now = ctx.clock.now()
  const asks = (doubts.get(order.id)?.asks ?? 0) + 1
  const delayMs = Math.min(DOUBT_DELAY_MS_FIRST * 2 ** (asks - 1), DOUBT_DELAY_MS_MAX)
  const settlesAt = settledAt(order, ctx.venue.capabilities)
  const dueAt = now <= settlesAt ? Math.min(now + delayMs, settlesAt + 1) : now + delayMs
  doubts.set(order.id, { asks, dueAt })
}
