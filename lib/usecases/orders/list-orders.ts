import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/orders.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readOrders } from '#store/read-orders.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'

/** A page of orders, newest first. NOT_FOUND for a client or an account that the caller may not see. */
export function listOrders(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof api.listOrders>,
): Promise<HandlerResult<typeof api.listOrders>> {
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, input)
    const orders = await readOrders(tx, input)
    return pageFrom(orders, input.limit, ({ createdAt }) => createdAt)
  })
}
