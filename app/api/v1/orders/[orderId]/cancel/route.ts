import * as api from '#api/orders.ts'
import { routes } from '#http/route.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.cancelOrder, cancelOrder])
