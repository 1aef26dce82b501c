import { assert } from '#core/assert.ts'
import type { NewOrder, Order } from '#core/orders/order.ts'
import type { Context } from '#usecases/context.ts'
import { placeOrders } from './place-orders.ts'

/**
 * The one way to trade: decides an order and stores it, NEW with its hold or DENIED with the reason. The runner
 * sends it. Throws NOT_FOUND for what the caller may not see.
 */
export async function placeOrder(
  ctx: Pick<Context, 'jointEffect' | 'clock' | 'dice' | 'requestId'>,
  wish: NewOrder,
): Promise<Order> {
  const [order] = await placeOrders(ctx, [wish])
  assert(order !== undefined, 'one wish makes one order')
  return order
}
