import { newOrderOf } from '#api/codecs/order.ts'
import * as api from '#api/orders.ts'
import type { Order } from '#core/orders/order.ts'
import { routes } from '#http/route.ts'
import { originOf } from '#usecases/orders/origin-of.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.placeOrders,
  async (ctx, { orders }) => {
    const origin = originOf(ctx.actor)
    return {
      items: await placeOrders(
        ctx,
        orders.map((wish) => newOrderOf(wish, origin)),
      ),
    }
  },
  (items: readonly Order[]) => ({ items }),
])
