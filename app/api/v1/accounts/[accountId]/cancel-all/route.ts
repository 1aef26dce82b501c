import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { cancelAllOrders } from '#usecases/accounts/cancel-all-orders.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.cancelAllOrders, cancelAllOrders])
