import * as api from '#api/orders.ts'
import { routes } from '#http/route.ts'
import { getOrder } from '#usecases/orders/get-order.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getOrder, getOrder])
