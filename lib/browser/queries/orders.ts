import type { CallInput } from '#api/endpoint.ts'
import { getOrder, listOrders } from '#api/orders.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

type Filter = CallInput<typeof listOrders>

/** One page, kept current by the account's events. */
export const ordersQuery = (input: Filter = {}) => endpointQuery(listOrders, input)
/** Page after page. */
export const ordersPagesQuery = (input: Filter = {}) => endpointPagesQuery(listOrders, input)
export const orderQuery = (orderId: string) => endpointQuery(getOrder, { orderId })
