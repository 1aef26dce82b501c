import { SECOND_MS } from '#core/time/time.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { VenueOrder } from '#ports/venue.ts'
import { type OpenOrdersAfter, resolveOrder, settleMs } from '#usecases/orders/resolve-order.ts'
import { type AccountDesk, missFills, type WatchedDoubt } from './account-desk.ts'

export const DOUBTS_EVERY_MS = SECOND_MS
/** The venue is asked about one order at once, and then less and less often until its answer is final. */
export const DOUBT_DELAY_MS_FIRST = SECOND_MS
export const DOUBT_DELAY_MS_MAX = 30 * SECOND_MS

/** One round over the orders whose sending had no clear outcome, those now on their way left alone. */
export async function resolveDoubts(desk: AccountDesk): Promise<void> {
  const { ctx, doubts, inFlight } = desk
  const inDoubt = await ctx.orderPath.listInDoubt(desk.row.accountId)
  const openOrdersAfter = sharedReading(desk)
  forgetSettled(desk, inDoubt)
  for (const order of inDoubt) {
    const doubt = watch(desk, order)
    if (inFlight.has(order.id) || ctx.clock.monotonic() < doubt.dueAt) continue
    const resolved = await resolveOrder(ctx, { order, since: doubt.since, openOrdersAfter })
    if (resolved.kind === 'inDoubt') {
      doubts.set(order.id, postponed(desk, order, doubt))
      continue
    }
    doubts.delete(order.id)
    ctx.log.info({ orderId: order.id, outcome: resolved.kind }, 'a doubt was resolved')
    if (resolved.kind === 'adopted' && resolved.isMissingFills) missFills(desk, order.instrumentId)
  }
}

/** One request answers for all orders that had settled when it was made. */
function sharedReading({ ctx }: AccountDesk): OpenOrdersAfter {
  let reading: { readonly at: number; readonly orders: readonly VenueOrder[] } | null = null
  return async (at) => {
    if (reading === null || reading.at <= at) {
      reading = { at: ctx.clock.monotonic(), orders: await ctx.venue.fetchOpenOrders() }
    }
    return reading.orders
  }
}

/** From the first time that we see it: whoever claimed it did so before. */
function watch({ ctx, doubts }: AccountDesk, { id }: OrderRecord): WatchedDoubt {
  const known = doubts.get(id) ?? { since: ctx.clock.monotonic(), asks: 0, dueAt: 0 }
  doubts.set(id, known)
  return known
}

function forgetSettled({ doubts }: AccountDesk, inDoubt: readonly OrderRecord[]): void {
  const doubted = new Set(inDoubt.map(({ id }) => id))
  for (const id of doubts.keys()) if (!doubted.has(id)) doubts.delete(id)
}

/** Never later than the moment from which the venue's answer counts. */
function postponed({ ctx }: AccountDesk, order: OrderRecord, doubt: WatchedDoubt): WatchedDoubt {
  const now = ctx.clock.monotonic()
  const asks = doubt.asks + 1
  const delayMs = Math.min(DOUBT_DELAY_MS_FIRST * 2 ** (asks - 1), DOUBT_DELAY_MS_MAX)
  const settlesAt = doubt.since + settleMs(order, ctx.venue.capabilities)
  const dueAt = now <= settlesAt ? Math.min(now + delayMs, settlesAt + 1) : now + delayMs
  return { ...doubt, asks, dueAt }
}
