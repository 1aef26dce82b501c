import * as z from 'zod'
import {
  type NewOrder,
  ORDER_SIDES,
  ORDER_TYPES,
  ORIGIN_KINDS,
  type Order,
  TIMES_IN_FORCE,
} from '#core/orders/order.ts'
import { ORDER_STATES } from '#core/orders/order-state.ts'
import { accountId, bookId, clientId, orderId } from './id.ts'
import { assetId, instrumentId } from './market.ts'
import {
  amount,
  positiveAmount,
  positivePrice,
  positiveQuantity,
  price,
  quantity,
} from './money.ts'
import { time } from './time.ts'

const REASON_LENGTH_MAX = 500
const POSITION_ID_LENGTH_MAX = 200

const terms = {
  accountId,
  bookId,
  instrumentId,
  side: z.enum(ORDER_SIDES),
  type: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE),
}

/** What a caller writes to place an order. Who asks is known from the session, never from the body. */
export const placeOrderInput = z
  .strictObject({
    ...terms,
    quantity: positiveQuantity.nullable().default(null),
    quoteAmount: positiveAmount.nullable().default(null),
    limitPrice: positivePrice.nullable().default(null),
    stopPrice: positivePrice.nullable().default(null),
    postOnly: z.boolean().default(false),
    reduceOnly: z.boolean().default(false),
    protectsPositionId: z.string().max(POSITION_ID_LENGTH_MAX).nullable().default(null),
    parentOrderId: orderId.nullable().default(null),
    reason: z.string().max(REASON_LENGTH_MAX).nullable().default(null),
  })
  .refine(({ quantity: size, quoteAmount }) => (size === null) !== (quoteAmount === null), {
    message: 'expected exactly one of quantity and quoteAmount',
    path: ['quantity'],
  })
export type PlaceOrderInput = z.output<typeof placeOrderInput>

/** What a caller writes to change an open order; what is not written stays. */
export const amendOrderInput = z
  .strictObject({
    limitPrice: positivePrice.optional(),
    stopPrice: positivePrice.optional(),
    /** In all, counting what the order has filled. */
    quantity: positiveQuantity.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'expected at least one of limitPrice, stopPrice and quantity',
  })

/** The order as the use case takes it: the caller's reason is its note, and the origin is who signed in. */
export function newOrderOf(
  { reason, ...wished }: PlaceOrderInput,
  origin: NewOrder['origin'],
): NewOrder {
  return { ...wished, note: reason, origin }
}

/** An order as everyone sees it: the stored one without its tenant and without what only the runner needs. */
export type OrderView = Omit<
  Order,
  'organizationId' | 'venueFilledQuantity' | 'protectsPositionId' | 'parentOrderId'
>

export const orderCodec = z.object({
  id: orderId,
  clientId,
  ...terms,
  quantity: quantity.nullable(),
  quoteAmount: amount.nullable(),
  limitPrice: price.nullable(),
  stopPrice: price.nullable(),
  postOnly: z.boolean(),
  reduceOnly: z.boolean(),
  origin: z.object({
    kind: z.enum(ORIGIN_KINDS),
    id: z.string(),
    signalId: z.string().nullable(),
  }),
  note: z.string().nullable(),
  state: z.enum(ORDER_STATES),
  reason: z.string().nullable(),
  reasonDetail: z.string().nullable(),
  filledQuantity: quantity,
  filledQuote: amount,
  venueOrderId: z.string().nullable(),
  clientOrderId: z.string().nullable(),
  holdAsset: assetId.nullable(),
  holdAmount: amount,
  createdAt: time,
  claimedAt: time.nullable(),
  sentAt: time.nullable(),
  acknowledgedAt: time.nullable(),
  triggeredAt: time.nullable(),
  cancelRequestedAt: time.nullable(),
  replaceRequestedAt: time.nullable(),
  // Events written before orders could be replaced do not have it.
  replacesOrderId: orderId.nullable().default(null),
  closedAt: time.nullable(),
  updatedAt: time,
}) satisfies z.ZodType<OrderView>
