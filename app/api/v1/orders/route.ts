import * as api from '#api/orders.ts'
import { routes } from '#http/route.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listOrders, listOrders])
