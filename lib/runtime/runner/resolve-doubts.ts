import { SECOND_MS } from '#core/time/time.ts'
import { resolveOrder } from '#usecases/orders/resolve-order.ts'
import { type AccountDesk, missFills } from './account-desk.ts'

export const DOUBTS_EVERY_MS = 2 * SECOND_MS

/** One round over the orders whose sending had no clear outcome, those now on their way left alone. */
export async function resolveDoubts(desk: AccountDesk): Promise<void> {
  const inDoubt = await desk.ctx.orderPath.listInDoubt(desk.row.accountId)
  for (const order of inDoubt) {
    if (desk.inFlight.has(order.id)) continue
    const resolved = await resolveOrder(desk.ctx, order)
    if (resolved.kind === 'inDoubt') continue
    desk.ctx.log.info(
      { orderId: order.id, outcome: resolved.kind },
      'an order in doubt was resolved',
    )
    if (resolved.kind === 'adopted' && resolved.isMissingFills) missFills(desk, order.instrumentId)
  }
}
