import { newOrderOf } from '#api/codecs/order.ts'
import * as api from '#api/orders.ts'
import type { Order } from '#core/orders/order.ts'
import { routes } from '#http/route.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { originOf } from '#usecases/orders/origin-of.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listOrders, listOrders],
  [
    api.placeOrder,
    (ctx, input) => placeOrder(ctx, newOrderOf(input, originOf(ctx.actor))),
    ([order]: readonly [Order]) => order,
  ],
)
