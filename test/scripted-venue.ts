import { type InstrumentId, venueIdOf } from '#core/market/instrument.ts'
import {
  add,
  asAmount,
  isEqual,
  notional,
  type Price,
  type Quantity,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type {
  CancelOutcome,
  PlaceOutcome,
  Venue,
  VenueBalance,
  VenueCapabilities,
  VenueFill,
  VenueNewOrder,
  VenueOrder,
  VenueOrderRef,
} from '#ports/venue.ts'
import { a, USDT } from './builders.ts'

/** What the venue does with the next order it is sent. */
export type PlaceScript =
  | 'accept'
  | 'refuse'
  /** The request is lost: the venue never sees it. */
  | 'loseRequest'
  /** The venue takes the order and its answer is lost. */
  | 'loseAnswer'

export type ScriptedFill = {
  readonly price: Price
  readonly quantity: Quantity
  readonly venueTradeId?: string
  readonly venueAt?: UnixMs
  readonly fee?: Pick<VenueFill, 'feeAsset' | 'feeAmount'>
}

const CAPABILITIES: VenueCapabilities = {
  deadlineMs: 5_000,
  timestampToleranceMs: 1_000,
  dedupe: 'openOnly',
  engineTimeoutMs: 10_000,
  readLagMs: 2_000,
  clientOrderId: { lengthMax: 36, alphabet: /^[A-Za-z0-9-]{1,36}$/ },
  isReadOnly: false,
}

/**
 * A venue that does what the test says and remembers what it was sent: orders work until they are filled or
 * canceled. While it is not `isReachable`, every read throws and every request has no clear outcome.
 */
export class ScriptedVenue implements Venue {
  readonly venueId = venueIdOf('sim')
  readonly capabilities = CAPABILITIES
  readonly sent: VenueNewOrder[] = []
  readonly orders = new Map<string, VenueOrder>()
  readonly fills: VenueFill[] = []
  isReachable = true
  script: PlaceScript = 'accept'
  #lastId = 0
  readonly #now: () => UnixMs

  constructor(now: () => UnixMs) {
    this.#now = now
  }

  clockOffsetMs(): number | null {
    return 0
  }

  async measureClock(): Promise<number> {
    return 0
  }

  async placeOrder(order: VenueNewOrder): Promise<PlaceOutcome> {
    this.sent.push(order)
    if (!this.isReachable || this.script === 'loseRequest') return lost()
    if (this.script === 'refuse')
      return { kind: 'refused', reason: 'no funds', message: { code: -2010 } }
    const placed = this.placeElsewhere(order)
    return this.script === 'loseAnswer' ? lost() : { kind: 'accepted', order: placed, fills: [] }
  }

  /** An order that reached the venue by whatever way. */
  placeElsewhere(order: Partial<VenueNewOrder> & Pick<VenueNewOrder, 'instrumentId'>): VenueOrder {
    const venueOrderId = this.#nextId()
    const at = this.#now()
    const placed: VenueOrder = {
      kind: 'order',
      instrumentId: order.instrumentId,
      venueOrderId,
      clientOrderId: order.clientOrderId ?? null,
      side: order.side ?? 'buy',
      type: order.type ?? 'limit',
      state: 'WORKING',
      quantity: order.quantity ?? zeroQuantity,
      filledQuantity: zeroQuantity,
      filledQuote: zeroAmount,
      limitPrice: order.limitPrice ?? null,
      stopPrice: order.stopPrice ?? null,
      createdAt: at,
      updatedAt: at,
      message: { orderId: venueOrderId },
    }
    this.orders.set(venueOrderId, placed)
    return placed
  }

  /** Fills an order at the venue; nobody is told until they ask. */
  fill(venueOrderId: string, told: ScriptedFill): VenueFill {
    const order = this.order(venueOrderId)
    const quoteQuantity = notional(told.price, told.quantity, 'halfEven')
    const filledQuantity = add(order.filledQuantity, told.quantity)
    const isFilled = isEqual(asAmount(filledQuantity), asAmount(order.quantity))
    this.orders.set(venueOrderId, {
      ...order,
      state: isFilled ? 'FILLED' : 'PARTIALLY_FILLED',
      filledQuantity,
      filledQuote: add(order.filledQuote, quoteQuantity),
    })
    const venueTradeId = told.venueTradeId ?? this.#nextId()
    const fill: VenueFill = {
      instrumentId: order.instrumentId,
      venueTradeId,
      venueOrderId,
      side: order.side,
      price: told.price,
      quantity: told.quantity,
      quoteQuantity,
      ...(told.fee ?? { feeAsset: USDT, feeAmount: a('0') }),
      liquidity: 'maker',
      venueAt: told.venueAt ?? this.#now(),
      message: { id: venueTradeId },
    }
    this.fills.push(fill)
    return fill
  }

  /** What an order's own report would say now. */
  order(venueOrderId: string): VenueOrder {
    const order = this.orders.get(venueOrderId)
    if (order === undefined) throw new Error(`the scripted venue has no order ${venueOrderId}`)
    return order
  }

  async cancelOrder(ref: VenueOrderRef): Promise<CancelOutcome> {
    if (!this.isReachable) return { kind: 'unknown', cause: new Error('unreachable') }
    const order = this.#find(ref)
    if (order === undefined || !isWorking(order))
      return { kind: 'notOpen', message: { code: -2011 } }
    const canceled = { ...order, state: 'CANCELED' as const }
    this.orders.set(order.venueOrderId, canceled)
    return { kind: 'canceled', order: canceled }
  }

  async fetchOrder(ref: VenueOrderRef) {
    this.#assertReachable()
    return this.#find(ref) ?? ({ kind: 'notFound' } as const)
  }

  async fetchOpenOrders(instrumentIds?: readonly InstrumentId[]) {
    this.#assertReachable()
    return [...this.orders.values()]
      .filter(isWorking)
      .filter(({ instrumentId }) => instrumentIds?.includes(instrumentId) ?? true)
  }

  async fetchFills({ instrumentId, after }: { instrumentId: string; after: string | null }) {
    this.#assertReachable()
    const fills = this.fills
      .filter((fill) => fill.instrumentId === instrumentId)
      .sort((one, other) => Number(one.venueTradeId) - Number(other.venueTradeId))
      .filter(({ venueTradeId }) => after === null || Number(venueTradeId) > Number(after))
    return { fills, hasMore: false }
  }

  async fetchBalances(): Promise<readonly VenueBalance[]> {
    this.#assertReachable()
    return []
  }

  async fetchTransfers() {
    this.#assertReachable()
    return []
  }

  async fetchPermissions() {
    return { canTrade: true, canWithdraw: false, isIpRestricted: true, message: {} }
  }

  async watchAccount(_listener: unknown, signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }

  async close(): Promise<void> {}

  #find({ venueOrderId, clientOrderId }: VenueOrderRef): VenueOrder | undefined {
    const orders = [...this.orders.values()].reverse()
    const byClientId = orders.find(
      (order) => clientOrderId !== null && order.clientOrderId === clientOrderId,
    )
    return byClientId ?? orders.find((order) => order.venueOrderId === venueOrderId)
  }

  #assertReachable(): void {
    if (!this.isReachable) throw new Error('the scripted venue is not reachable')
  }

  #nextId(): string {
    this.#lastId += 1
    return String(unixMsOf(this.#lastId))
  }
}

function lost(): PlaceOutcome {
  return { kind: 'unknown', cause: new Error('the answer was lost') }
}

function isWorking({ state }: VenueOrder): boolean {
  return state === 'WORKING' || state === 'PARTIALLY_FILLED'
}
