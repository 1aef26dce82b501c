import { unixMsOf } from '#core/time/time.ts'
import type { Lease, OrderRecord } from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { orderNews } from './account-news.ts'
import { clientOrderIdFor } from './client-order-id.ts'
import { moveOrder } from './move-order.ts'

export const CLAIM_ORDERS_MAX = 50
/** How long a venue that names no deadline may take our word that a request is fresh. */
export const SEND_WINDOW_MS = 5_000

/**
 * Takes the orders that may be sent now: SENDING, under the lease's token, with the time that their requests
 * will carry, committed before a byte is sent. Nobody claims an order twice. A stale lease, one that may end
 * before the requests do, or an account that may not trade claims nothing.
 */
export async function claimOrders(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'venue' | 'clock' | 'dice'>,
  { lease, mayTradeLive }: { readonly lease: Lease; readonly mayTradeLive: boolean },
): Promise<readonly OrderRecord[]> {
  const { capabilities } = ctx.venue
  const sendWindowMs = capabilities.deadlineMs ?? SEND_WINDOW_MS
  // The clock is read before the claim: whatever freezes us after makes the request older, never fresher.
  const claimedAt = ctx.clock.now()
  return ctx.orderPath.change(ctx.account.accountId, async (tx) => {
    const due = await tx.readClaimable({
      lease,
      sendWindowMs,
      mayTradeLive,
      limit: CLAIM_ORDERS_MAX,
    })
    if (due.length === 0) return []
    const claimed = due.map((order) => {
      const attempt = order.attempt + 1
      const moved = moveOrder(order, [{ kind: 'claimed' }], {
        at: claimedAt,
        transactionId: ctx.dice.uuid(),
      })
      return {
        ...moved.order,
        attempt,
        clientOrderId: clientOrderIdFor({ orderId: order.id, attempt }, capabilities.clientOrderId),
        claimToken: lease.token,
        claimedAt,
        validUntil: unixMsOf(claimedAt + sendWindowMs),
        sentAt: claimedAt,
      }
    })
    await tx.write({
      account: ctx.account,
      at: claimedAt,
      orders: claimed,
      events: claimed.map(orderNews),
    })
    return claimed
  })
}
