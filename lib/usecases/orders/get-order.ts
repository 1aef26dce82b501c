import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/orders.ts'
import { readOrder } from '#store/read-orders.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** One order as it is now. NOT_FOUND when the caller may not see it. */
export async function getOrder(
  ctx: Pick<Context, 'db'>,
  { orderId }: HandlerInput<typeof api.getOrder>,
): Promise<HandlerResult<typeof api.getOrder>> {
  const order = await ctx.db.read((tx) => readOrder(tx, orderId))
  if (order === null) throw notFound()
  return order
}
