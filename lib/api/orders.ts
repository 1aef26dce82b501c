import * as z from 'zod'
import { accountId, clientId, orderId } from './codecs/id.ts'
import { instrumentId } from './codecs/market.ts'
import { amendOrderInput, orderCodec, placeOrderInput } from './codecs/order.ts'
import { endpoint, listEndpoint, ORDER_BODY_BYTES_MAX } from './endpoint.ts'

export const ORDERS_PER_BATCH_MAX = 100

export const placeOrder = endpoint({
  name: 'placeOrder',
  method: 'POST',
  path: '/api/v1/orders',
  permission: 'orders:place',
  limit: 'order',
  idempotent: true,
  summary: 'Place an order. A refusal by risk, state or market is an order in state DENIED.',
  body: placeOrderInput,
  result: orderCodec,
  status: 201,
  bodyBytesMax: ORDER_BODY_BYTES_MAX,
})

export const placeOrders = endpoint({
  name: 'placeOrders',
  method: 'POST',
  path: '/api/v1/orders/batch',
  permission: 'orders:place',
  limit: 'order',
  idempotent: true,
  summary: 'Place up to 100 orders of one account in one transaction.',
  body: z.strictObject({
    orders: z.array(placeOrderInput).min(1).max(ORDERS_PER_BATCH_MAX).readonly(),
  }),
  result: z.object({ items: z.array(orderCodec).readonly() }),
  status: 201,
})

export const listOrders = listEndpoint({
  name: 'listOrders',
  path: '/api/v1/orders',
  permission: 'orders:read',
  summary: 'Orders, newest first.',
  query: {
    accountId: accountId.optional(),
    clientId: clientId.optional(),
    instrumentId: instrumentId.optional(),
    state: z.enum(['open', 'closed']).optional(),
  },
  item: orderCodec,
})

export const getOrder = endpoint({
  name: 'getOrder',
  method: 'GET',
  path: '/api/v1/orders/{orderId}',
  permission: 'orders:read',
  summary: 'One order.',
  params: { orderId },
  result: orderCodec,
})

export const amendOrder = endpoint({
  name: 'amendOrder',
  method: 'POST',
  path: '/api/v1/orders/{orderId}/amend',
  permission: 'orders:place',
  limit: 'order',
  idempotent: true,
  summary:
    'Replace an open order: it is canceled, then the answered order is sent, less what the old one filled. Denied, the old one stays.',
  params: { orderId },
  body: amendOrderInput,
  result: orderCodec,
  status: 201,
})

export const cancelOrder = endpoint({
  name: 'cancelOrder',
  method: 'POST',
  path: '/api/v1/orders/{orderId}/cancel',
  permission: 'orders:cancel',
  limit: 'cancel',
  summary: 'Ask for an order to be canceled. Its state tells when it is.',
  params: { orderId },
  result: orderCodec,
})
