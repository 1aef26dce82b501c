import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import { applyVenueOrder } from '#usecases/orders/apply-venue-order.ts'
import { recordFills } from '#usecases/orders/record-fills.ts'
import { type AccountDesk, missFills } from './account-desk.ts'
import type { AccountNews } from './awaited-answers.ts'

/** News that could not be stored are asked for again by the polls; no more than this are kept waiting. */
export const STREAM_NEWS_MAX = 10_000
const NEWS_WAIT_MS = 60_000

/**
 * Books what the venue's account stream tells, as it comes. The stream is a hint: what it misses, repeats or
 * tells late changes nothing in the end, because the polls read the same through the same doors.
 */
export async function followAccount(desk: AccountDesk, signal: AbortSignal): Promise<void> {
  const orders: VenueOrder[] = []
  const fills: VenueFill[] = []
  const { answers } = desk
  const keep = <News>(list: News[], news: News) => {
    if (list.length < STREAM_NEWS_MAX) list.push(news)
    else desk.fillsDue.ring()
    answers.arrived.ring()
  }
  let isConnectedBefore = false
  const watching = desk.ctx.venue.watchAccount(
    desk.witness.listening({
      onOrder: (order) => keep(orders, order),
      onFill: (fill) => keep(fills, fill),
      onBalanceChanged: () => undefined,
      onLost: () => {
        desk.stream.lostAt ??= desk.ctx.clock.now()
      },
      onGap: () => {
        desk.stream.lostAt = null
        desk.gap.isOpen = true
        desk.doubtsDue.ring()
        desk.fillsDue.ring()
        // With its first connection begins the desk, and the rounds of the desk with a proof.
        if (isConnectedBefore) desk.proofDue.ring()
        isConnectedBefore = true
      },
    }),
    signal,
  )
  while (!signal.aborted) {
    await answers.arrived.wait(NEWS_WAIT_MS, signal)
    await book(desk, answers.toStore({ orders: orders.splice(0), fills: fills.splice(0) }))
  }
  await watching
}

/**
 * Orders first: a fill belongs to an order by the name that the order's own report gives it. All are told at once, so
 * that what waits is stored together; each that cannot be stored fails alone.
 */
async function book(desk: AccountDesk, { orders, fills }: AccountNews): Promise<void> {
  await Promise.all([
    ...orders.map((order) => bookOrder(desk, order)),
    ...fills.map((fill) => bookFill(desk, fill)),
  ])
}

async function bookOrder(desk: AccountDesk, order: VenueOrder): Promise<void> {
  try {
    await applyVenueOrder(desk.ctx, order)
  } catch (error) {
    const { venueOrderId } = order
    desk.ctx.log.warn({ err: error, venueOrderId }, 'stream news of an order was not stored')
    desk.proofDue.ring()
  }
}

async function bookFill(desk: AccountDesk, fill: VenueFill): Promise<void> {
  try {
    await recordFills(desk.ctx, { fills: [fill], source: 'stream' })
  } catch (error) {
    const { venueTradeId } = fill
    desk.ctx.log.warn({ err: error, venueTradeId }, 'a fill of the stream was not stored')
    missFills(desk, fill.instrumentId)
  }
}
