import type { CallInput } from '#api/endpoint.ts'
import { getOrder, listOrders } from '#api/orders.ts'
import { PAGE_LIMIT_MAX } from '#api/page-of.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

type Filter = CallInput<typeof listOrders>

/** One page, kept current by the account's events. */
export const ordersQuery = (input: Filter = {}) => endpointQuery(listOrders, input)
/**
 * As many open orders as one answer holds, the newest first, kept current by their accounts' events. Every page
 * reads the same: the frame marks what is in doubt, STOP counts what is open.
 */
export const openOrdersQuery = () =>
  endpointQuery(listOrders, { state: 'open', limit: PAGE_LIMIT_MAX })
/** Page after page. */
export const ordersPagesQuery = (input: Filter = {}) => endpointPagesQuery(listOrders, input)
export const orderQuery = (orderId: string) => endpointQuery(getOrder, { orderId })
