import { assert } from '#core/assert.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { sendCancel } from '#usecases/orders/send-cancel.ts'
import { type SubmittedOrder, submitOrder } from '#usecases/orders/submit-order.ts'
import { type AccountDesk, missFills, ORDERS_IN_FLIGHT_MAX } from './account-desk.ts'
import { sendsOrders } from './watch-circuits.ts'

/** Waiting for room for several orders makes one transaction of their claims. */
const CLAIMED_TOGETHER = ORDERS_IN_FLIGHT_MAX / 2

/** One round of an account: claims what is due and sends it. */
export async function sendOrders(desk: AccountDesk, signal: AbortSignal): Promise<void> {
  if (desk.row.status !== 'CONNECTED' || desk.ctx.venue.capabilities.isReadOnly) return
  // An order that waits may still be canceled; one that is claimed for a venue that is not asked is lost.
  while (!signal.aborted && sendsOrders(desk)) {
    // A claim is good for seconds only: what waits for room is claimed when there is room for it.
    await desk.inFlight.untilRoom(CLAIMED_TOGETHER)
    const limit = desk.inFlight.room
    const claimed = await claimOrders(desk.ctx, { ...desk, limit })
    for (const order of claimed) {
      await desk.inFlight.start(order.id, () => submit(desk, order))
    }
    if (claimed.length < limit) return
  }
}

async function submit(desk: AccountDesk, order: OrderRecord): Promise<void> {
  const { clientOrderId } = order
  assert(clientOrderId !== null, 'a claimed order has its name at the venue')
  desk.answers.await(clientOrderId)
  let answer: SubmittedOrder['answer'] = null
  try {
    const { outcome, isMissingFills, ...submitted } = await submitOrder(desk.ctx, order)
    answer = submitted.answer
    if (isMissingFills) missFills(desk, order.instrumentId)
    if (outcome === 'unknown') desk.doubtsDue.ring()
  } catch (error) {
    // What the venue answered is not stored: the order stays SENDING, and the doubts' round asks again.
    desk.ctx.log.error({ err: error, orderId: order.id }, 'the outcome of an order was not stored')
    desk.doubtsDue.ring()
  } finally {
    desk.answers.answered(clientOrderId, answer)
    if (desk.cancelAfter.delete(order.id)) desk.cancelsDue.ring()
  }
}

/** A cancel was asked for: of an order that is there, or of one that is on its way. */
export function askCancels(desk: AccountDesk): void {
  for (const orderId of desk.inFlight.orderIds) desk.cancelAfter.add(orderId)
  desk.cancelsDue.ring()
}

/** One round of an account: passes the cancels on that are due. */
export async function sendCancels(desk: AccountDesk): Promise<void> {
  const due = await desk.ctx.orderPath.listCancelsDue(desk.row.accountId)
  for (const order of due) {
    if (desk.inFlight.has(order.id)) continue
    await desk.inFlight.start(order.id, () => cancel(desk, order))
  }
}

async function cancel(desk: AccountDesk, order: OrderRecord): Promise<void> {
  try {
    const sent = await sendCancel(desk.ctx, order)
    if (sent.kind === 'settled' && sent.isMissingFills) missFills(desk, order.instrumentId)
  } catch (error) {
    // A cancel is only ever asked for: the next round asks again.
    desk.ctx.log.warn({ err: error, orderId: order.id }, 'a cancel did not get through')
  }
}
