import * as api from '#api/orders.ts'
import { routes } from '#http/route.ts'
import { amendOrder } from '#usecases/orders/amend-order.ts'
import { originOf } from '#usecases/orders/origin-of.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.amendOrder,
  (ctx, input) => amendOrder(ctx, { ...input, origin: originOf(ctx.actor) }),
])
