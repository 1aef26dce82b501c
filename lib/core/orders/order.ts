import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { Amount, Price, Quantity } from '#core/money/money.ts'
import type { OrderFacts } from '#core/orders/order-state.ts'
import type { UnixMs } from '#core/time/time.ts'

export const ORDER_SIDES = ['buy', 'sell'] as const
export type OrderSide = (typeof ORDER_SIDES)[number]

export const ORDER_TYPES = ['limit', 'market', 'stopLimit'] as const
export type OrderType = (typeof ORDER_TYPES)[number]

export const TIMES_IN_FORCE = ['GTC', 'IOC', 'FOK'] as const
export type TimeInForce = (typeof TIMES_IN_FORCE)[number]

export const ORIGIN_KINDS = [
  'person',
  'apiKey',
  'bot',
  'copy',
  'model',
  'webhook',
  'kill',
  'approval',
  /** An order found at the venue that is not ours: never an input, booked under EXTERNAL. */
  'external',
] as const
export type OriginKind = (typeof ORIGIN_KINDS)[number]

/** Who or what wishes the order; one signal of one origin makes at most one order. */
export type OrderOrigin = {
  readonly kind: OriginKind
  readonly id: string
  readonly signalId: string | null
}

/** What of an order decides its risk and its hold. Exactly one of `quantity` and `quoteAmount` is set. */
export type OrderTerms = {
  readonly side: OrderSide
  readonly type: OrderType
  readonly quantity: Quantity | null
  /** A market buy may say what to spend instead of what to get. */
  readonly quoteAmount: Amount | null
  readonly limitPrice: Price | null
  readonly stopPrice: Price | null
  readonly timeInForce: TimeInForce
  readonly postOnly: boolean
  readonly reduceOnly: boolean
}

/** The wish to trade, as every door (ticket, trade API, bot, webhook) hands it to place-order. */
export type NewOrder = OrderTerms & {
  readonly accountId: string
  readonly bookId: string
  readonly instrumentId: InstrumentId
  readonly protectsPositionId: string | null
  readonly parentOrderId: string | null
  readonly origin: OrderOrigin
  /** Why the origin wants it, in its own words (`reason` of the trade API's input). */
  readonly note: string | null
}

/** An order as it is stored. `clientId` is whose money it is; `clientOrderId` is its name at the venue. */
export type Order = NewOrder &
  OrderFacts & {
    readonly id: string
    readonly organizationId: string
    readonly clientId: string
    /** Why it is in its state: a DenialReason, or what the runner or the venue gave as the cause. */
    readonly reason: string | null
    /** The reason's figures, or the venue's own text unchanged. */
    readonly reasonDetail: string | null
    readonly venueOrderId: string | null
    readonly clientOrderId: string | null
    /** What is still held for it; nothing once it is closed. */
    readonly holdAsset: AssetId | null
    readonly holdAmount: Amount
    readonly createdAt: UnixMs
    readonly claimedAt: UnixMs | null
    readonly sentAt: UnixMs | null
    readonly acknowledgedAt: UnixMs | null
    readonly triggeredAt: UnixMs | null
    readonly cancelRequestedAt: UnixMs | null
    readonly replaceRequestedAt: UnixMs | null
    /** The order whose place it takes: it is sent once that one is closed, less what that one filled. */
    readonly replacesOrderId: string | null
    readonly closedAt: UnixMs | null
    readonly updatedAt: UnixMs
  }
