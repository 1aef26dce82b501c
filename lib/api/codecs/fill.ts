import * as z from 'zod'
import type { Fill } from '#core/orders/fill.ts'
import { ORDER_SIDES } from '#core/orders/order.ts'
import { accountId, bookId, clientId, fillId, orderId } from './id.ts'
import { assetId, instrumentId } from './market.ts'
import { amount, price, quantity } from './money.ts'
import { time } from './time.ts'

/** A fill with whose it is and when we booked it. */
export type FillView = Fill & {
  readonly id: string
  readonly clientId: string
  readonly recordedAt: Fill['venueAt']
  readonly source: 'stream' | 'poll'
}

export const fillCodec = z.object({
  id: fillId,
  clientId,
  accountId,
  bookId,
  instrumentId,
  orderId: orderId.nullable(),
  venueOrderId: z.string(),
  venueTradeId: z.string(),
  side: z.enum(ORDER_SIDES),
  price,
  quantity,
  quoteQuantity: amount,
  feeAsset: assetId,
  feeAmount: amount,
  liquidity: z.enum(['maker', 'taker']),
  venueAt: time,
  recordedAt: time,
  source: z.enum(['stream', 'poll']),
}) satisfies z.ZodType<FillView>
