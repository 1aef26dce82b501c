import type { UnixMs } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { orderNews } from './account-news.ts'
import { clientOrderIdFor } from './client-order-id.ts'
import { moveOrder } from './move-order.ts'

/**
 * Puts the orders in doubt that a restored database takes for unsent: the desk that was lost may have sent them
 * after the backup. They get the name at the venue under which it would have sent them, so that the venue can be
 * asked, and are never sent from here. Safe to repeat. Answers how many.
 */
export async function doubtUnsent(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'venue' | 'clock' | 'dice'>,
  { lease, madeBefore }: { readonly lease: Lease; readonly madeBefore: UnixMs },
): Promise<number> {
  return ctx.orderPath.change(ctx.account.accountId, async (tx) => {
    const open = await tx.listOpenOrders()
    const unsent = open.filter(({ state, createdAt }) => state === 'NEW' && createdAt < madeBefore)
    if (unsent.length === 0) return 0
    const at = ctx.clock.now()
    const doubted = unsent.map((order) => {
      const attempt = order.attempt + 1
      const names = ctx.venue.capabilities.clientOrderId
      return {
        ...moveOrder(order, [{ kind: 'claimed' }], { at, transactionId: ctx.dice.uuid() }).order,
        attempt,
        clientOrderId: clientOrderIdFor({ orderId: order.id, attempt }, names),
        claimToken: lease.token,
        claimedAt: at,
        validUntil: at,
        sentAt: at,
      }
    })
    await tx.write({ account: ctx.account, at, orders: doubted, events: doubted.map(orderNews) })
    return doubted.length
  })
}
