import type { OrderEvent } from '#core/orders/order-state.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { moveOrder } from './move-order.ts'

export type Closing = {
  readonly orderId: string
  readonly event: OrderEvent
  /** Why, in one word of ours, and in whatever words it was told. */
  readonly reason: string
  readonly detail: string | null
  readonly message?: unknown
}

/**
 * Moves an order by evidence about its sending (refused, never arrived, cannot be known) and releases what is
 * held for it when that closes it. Safe to repeat: an order that has moved on stays where it is.
 */
export async function closeOrder(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>,
  { orderId, event, reason, detail, message }: Closing,
): Promise<OrderRecord> {
  return ctx.orderPath.change(ctx.account.accountId, async (tx) => {
    const facts = await tx.readOrder({ orderId })
    const before = facts?.order
    if (!before) throw notFound()
    const at = ctx.clock.now()
    const moved = moveOrder(before, [event], { at, transactionId: ctx.dice.uuid() })
    if (moved.violations.length > 0) {
      ctx.log.error(
        { orderId, event: event.kind, violations: moved.violations },
        'an order broke an invariant',
      )
    }
    if (moved.order.state === before.state) return before
    const order = { ...moved.order, reason, reasonDetail: detail }
    const released = moved.ledger.length > 0 && order.holdAsset !== null ? [order.holdAsset] : []
    await tx.write({
      account: ctx.account,
      at,
      orders: [order],
      ledger: moved.ledger,
      venueMessages: new Map(message === undefined ? [] : [[orderId, message]]),
      events: [orderNews(order), ...released.map((asset) => balanceNews(order.bookId, [asset]))],
    })
    return order
  })
}
