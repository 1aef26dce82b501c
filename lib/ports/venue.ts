import type { AssetId, Instrument, InstrumentId, VenueId } from '#core/market/instrument.ts'
import type { Amount, Price, Quantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'

/**
 * A venue, seen through one account's key. Reads throw AppError('VENUE_UNREACHABLE') when the venue gave no
 * usable answer: no answer is never an empty list and never "not found".
 */
export type Venue = {
  readonly venueId: VenueId
  readonly capabilities: VenueCapabilities
  /** The venue's clock minus ours in milliseconds, from the newest measurement; null before the first. */
  clockOffsetMs(): number | null
  /** `samples`: how many questions it may take; the best of them counts. */
  measureClock(samples?: number): Promise<number>
  /** How long ago the venue's clock was measured, by any account there; absent where nobody keeps count. */
  clockAgeMs?(): number
  /**
   * Sends one order, once: never repeated here. Safe only under the claim whose times it carries; the venue
   * itself refuses it after `validUntil`.
   */
  placeOrder(order: VenueNewOrder): Promise<PlaceOutcome>
  /** A request, never a fact: the order's own state tells whether it worked. Safe to repeat. */
  cancelOrder(order: VenueOrderRef): Promise<CancelOutcome>
  /** By client order id first, by venue order id where that is all there is. */
  fetchOrder(order: VenueOrderRef): Promise<VenueOrder | { readonly kind: 'notFound' }>
  /** All open orders of the account, or those in the named instruments only, which most venues tell for less. */
  fetchOpenOrders(instrumentIds?: readonly InstrumentId[]): Promise<readonly VenueOrder[]>
  /** One page of the account's fills, oldest first; `after` is the last trade id already known. */
  fetchFills(query: VenueFillQuery): Promise<VenueFillPage>
  fetchBalances(): Promise<readonly VenueBalance[]>
  /** Deposits, withdrawals and dust conversions since a time, oldest first. */
  fetchTransfers(query: { readonly since: UnixMs }): Promise<readonly VenueTransfer[]>
  fetchPermissions(): Promise<VenuePermissions>
  /**
   * The account's own stream: a hint that something happened, never the truth. Reconnects by itself; calls
   * `onGap` when it may have missed something. Returns when `signal` aborts.
   */
  watchAccount(listener: VenueAccountListener, signal: AbortSignal): Promise<void>
  close(): Promise<void>
  /** Whether the venue is asked at all, where somebody watches over that. */
  readonly circuits?: VenueCircuits
}

export const CIRCUIT_KINDS = ['read', 'place', 'cancel'] as const
export type CircuitKind = (typeof CIRCUIT_KINDS)[number]

/** A circuit that is not closed lets no request of its kind pass: a read fails, an order is refused unsent. */
export type VenueCircuits = {
  state(kind: CircuitKind): 'closed' | 'halfOpen' | 'open'
  /** Since when it is in its state; null when it was never in another. */
  since(kind: CircuitKind): UnixMs | null
  /** Asks something harmless in the name of every circuit whose time has come: no order is an experiment. */
  probe(): Promise<void>
}

/** What a venue promises, per venue; each line is proven by the conformance suite. */
export type VenueCapabilities = {
  /** How long after its timestamp the venue refuses a request; null: it never does. */
  readonly deadlineMs: number | null
  /** How far a venue's clock may run behind a request's timestamp. */
  readonly timestampToleranceMs: number
  readonly dedupe: 'forever' | 'openOnly' | 'none'
  /** How long the venue's engine may still place an order after the answer failed. */
  readonly engineTimeoutMs: number
  /** How long a read may lag behind the engine. */
  readonly readLagMs: number
  readonly clientOrderId: { readonly lengthMax: number; readonly alphabet: RegExp }
  readonly isReadOnly: boolean
}

export type VenueOrderRef = {
  readonly instrumentId: InstrumentId
  readonly clientOrderId: string | null
  readonly venueOrderId: string | null
}

export type VenueNewOrder = {
  readonly instrumentId: InstrumentId
  readonly clientOrderId: string
  readonly side: 'buy' | 'sell'
  readonly type: 'limit' | 'market' | 'stopLimit'
  readonly quantity: Quantity | null
  readonly quoteAmount: Amount | null
  readonly limitPrice: Price | null
  readonly stopPrice: Price | null
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK'
  readonly postOnly: boolean
  /** It only closes: sent although the clocks differ. */
  readonly reduceOnly?: boolean
  /** The request carries this time and dies at `validUntil`: the fence at the venue. */
  readonly claimedAt: UnixMs
  readonly validUntil: UnixMs
  readonly requestId: string
}

export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly order: VenueOrder; readonly fills: readonly VenueFill[] }
  /** The venue's answer proves that it did not accept the order. */
  | { readonly kind: 'refused'; readonly reason: string; readonly message: unknown }
  /** Anything else: the order may or may not exist. */
  | { readonly kind: 'unknown'; readonly cause: unknown }

export type CancelOutcome =
  | { readonly kind: 'canceled'; readonly order: VenueOrder | null }
  | { readonly kind: 'notOpen'; readonly message: unknown }
  | { readonly kind: 'unknown'; readonly cause: unknown }

export type VenueOrder = {
  readonly kind: 'order'
  readonly instrumentId: InstrumentId
  readonly venueOrderId: string
  readonly clientOrderId: string | null
  readonly side: 'buy' | 'sell'
  readonly type: 'limit' | 'market' | 'stopLimit'
  readonly state: 'WORKING' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED' | 'REJECTED'
  readonly quantity: Quantity
  readonly filledQuantity: Quantity
  readonly filledQuote: Amount
  readonly limitPrice: Price | null
  readonly stopPrice: Price | null
  readonly createdAt: UnixMs
  readonly updatedAt: UnixMs
  /** The venue's own message, for the receipt. */
  readonly message: unknown
}

export type VenueFill = {
  readonly instrumentId: InstrumentId
  readonly venueTradeId: string
  readonly venueOrderId: string
  readonly side: 'buy' | 'sell'
  readonly price: Price
  readonly quantity: Quantity
  readonly quoteQuantity: Amount
  readonly feeAsset: AssetId
  readonly feeAmount: Amount
  readonly liquidity: 'maker' | 'taker'
  readonly venueAt: UnixMs
  readonly message: unknown
}

export type VenueFillQuery = {
  readonly instrumentId: InstrumentId
  /** Fills with a greater trade id; null asks from `since`. */
  readonly after: string | null
  readonly since: UnixMs
}

export type VenueFillPage = {
  readonly fills: readonly VenueFill[]
  /** True when the venue may hold more than this page. */
  readonly hasMore: boolean
}

export type VenueBalance = {
  readonly asset: AssetId
  readonly free: Amount
  readonly locked: Amount
}

export type VenueTransfer = {
  readonly kind: 'deposit' | 'withdrawal' | 'dust'
  /** A dust conversion has one line per asset under one id. */
  readonly venueTransferId: string
  readonly asset: AssetId
  /** Signed: positive came in. The fee is not part of it. */
  readonly amount: Amount
  readonly feeAmount: Amount
  readonly venueAt: UnixMs
  readonly message: unknown
}

export type VenuePermissions = {
  readonly canTrade: boolean
  readonly canWithdraw: boolean
  readonly isIpRestricted: boolean
  readonly message: unknown
}

export type VenueAccountListener = {
  onOrder(order: VenueOrder): void
  onFill(fill: VenueFill): void
  onBalanceChanged(): void
  /** The stream connected, or connected again: everything since may have been missed. */
  onGap(): void
  /** The stream is gone; it is being made again. `onGap` says when it is back. */
  onLost?(): void
}

/** What every account of a venue shares, without a key. */
export type VenuePublic = {
  readonly venueId: VenueId
  fetchInstruments(): Promise<readonly ListedInstrument[]>
  fetchQuotes(): Promise<readonly VenueQuote[]>
  fetchCandles(query: VenueCandleQuery): Promise<readonly VenueCandle[]>
  close(): Promise<void>
}

export type ListedInstrument = Instrument & { readonly venueSymbol: string }

export type VenueQuote = {
  readonly instrumentId: InstrumentId
  readonly bid: Price | null
  readonly ask: Price | null
  readonly last: Price | null
  readonly open24h: Price | null
  readonly volume24h: Quantity | null
  readonly venueAt: UnixMs
}

export type VenueCandleQuery = {
  readonly instrumentId: InstrumentId
  readonly timeframe: '1m'
  readonly since: UnixMs
  readonly limit: number
}

/** Candles are research data: numbers, never money. */
export type VenueCandle = {
  readonly openAt: UnixMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}
