import { type AssetId, type InstrumentId, parseInstrumentId } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  asAmount,
  isAbove,
  isEqual,
  isPositive,
  negate,
  notional,
  type Quantity,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { VenueFill, VenueNewOrder, VenueOrder, VenueOrderRef } from '#ports/venue.ts'
import { feeOf } from './fee-of.ts'

/** An order at the exchange, as it was at every time since. */
export type ExchangeOrder = {
  readonly history: { readonly at: number; readonly order: VenueOrder }[]
  /** When its request reached the exchange, which the engine may have taken its time with. */
  readonly admittedAt: number
}

export type ExchangeRequest = Omit<VenueNewOrder, 'claimedAt' | 'validUntil' | 'requestId'>

export type Told =
  | { readonly kind: 'order'; readonly order: VenueOrder }
  | { readonly kind: 'fill'; readonly fill: VenueFill }

export type ExchangeParts = {
  /** Simulated milliseconds, */
  now(): number
  /** and the same as the exchange writes it down. */
  venueTime(): UnixMs
}

/**
 * The engine of a venue with Binance's rules: ids count up per symbol, a client order id is unique only while its
 * order is open, and what it did at which time can be read as of any later one.
 */
export class SimExchange {
  readonly orders: ExchangeOrder[] = []
  readonly fills: VenueFill[] = []
  readonly listeners = new Set<(told: Told) => void>()
  readonly #fillTimes: number[] = []
  readonly #opening: ReadonlyMap<AssetId, Amount>
  readonly #parts: ExchangeParts
  readonly #lastIds = new Map<string, number>()

  constructor(parts: ExchangeParts, opening: ReadonlyMap<AssetId, Amount>) {
    this.#parts = parts
    this.#opening = opening
  }

  /** Puts an order into the book, or says why not. */
  place(
    request: ExchangeRequest,
    admittedAt: number,
  ): ExchangeOrder | { readonly refused: string } {
    const { clientOrderId } = request
    const isTaken = this.openOrders().some((order) => order.clientOrderId === clientOrderId)
    if (isTaken) return { refused: '-2010 duplicate order sent' }
    if (!this.#isFunded(request)) return { refused: '-2010 insufficient balance' }
    const at = this.#parts.venueTime()
    const order: VenueOrder = {
      kind: 'order',
      instrumentId: request.instrumentId,
      venueOrderId: this.#nextId('order', request.instrumentId),
      clientOrderId,
      side: request.side,
      type: request.type,
      state: 'WORKING',
      quantity: request.quantity ?? zeroQuantity,
      filledQuantity: zeroQuantity,
      filledQuote: zeroAmount,
      limitPrice: request.limitPrice,
      stopPrice: request.stopPrice,
      createdAt: at,
      updatedAt: at,
      message: null,
    }
    const placed = { history: [], admittedAt }
    this.orders.push(placed)
    this.#change(placed, order)
    return placed
  }

  /** Trades part of an order, if it is open still, and no more of it than there is. */
  fill(placed: ExchangeOrder, wanted: Quantity): VenueFill | null {
    const order = latestOf(placed)
    const { limitPrice } = order
    if (!isOpen(order) || limitPrice === null) return null
    const left = subtract(order.quantity, order.filledQuantity)
    const quantity = isAbove(wanted, left) ? left : wanted
    const filledQuantity = add(order.filledQuantity, quantity)
    const quoteQuantity = notional(limitPrice, quantity, 'halfEven')
    const fill: VenueFill = {
      instrumentId: order.instrumentId,
      venueTradeId: this.#nextId('trade', order.instrumentId),
      venueOrderId: order.venueOrderId,
      side: order.side,
      price: limitPrice,
      quantity,
      quoteQuantity,
      ...feeOf(order, quantity, quoteQuantity),
      liquidity: 'maker',
      venueAt: this.#parts.venueTime(),
      message: null,
    }
    this.fills.push(fill)
    this.#fillTimes.push(this.#parts.now())
    const isFilled = isEqual(filledQuantity, order.quantity)
    this.#change(placed, {
      ...order,
      state: isFilled ? 'FILLED' : 'PARTIALLY_FILLED',
      filledQuantity,
      filledQuote: add(order.filledQuote, quoteQuantity),
    })
    for (const tell of this.listeners) tell({ kind: 'fill', fill })
    return fill
  }

  /** Ends what is left of an order; null when it is not open. */
  close(placed: ExchangeOrder, state: 'CANCELED' | 'EXPIRED'): VenueOrder | null {
    const order = latestOf(placed)
    if (!isOpen(order)) return null
    return this.#change(placed, { ...order, state })
  }

  /** By client order id the newest of that name, else by the exchange's own id. */
  find({ instrumentId, clientOrderId, venueOrderId }: VenueOrderRef): ExchangeOrder | null {
    const orders = this.orders.filter((each) => latestOf(each).instrumentId === instrumentId)
    const named = orders.findLast(
      (each) => clientOrderId !== null && latestOf(each).clientOrderId === clientOrderId,
    )
    return named ?? orders.find((each) => latestOf(each).venueOrderId === venueOrderId) ?? null
  }

  openOrders(asOf = this.#parts.now()): readonly VenueOrder[] {
    return this.orders.flatMap((each) => {
      const order = orderAsOf(each, asOf)
      return order !== null && isOpen(order) ? [order] : []
    })
  }

  fillsAsOf(asOf: number): readonly VenueFill[] {
    return this.fills.filter((_, index) => (this.#fillTimes[index] ?? 0) <= asOf)
  }

  balancesAsOf(asOf: number): ReadonlyMap<AssetId, Amount> {
    const balances = new Map(this.#opening)
    const move = (asset: AssetId, delta: Amount) =>
      balances.set(asset, add(balances.get(asset) ?? zeroAmount, delta))
    for (const fill of this.fillsAsOf(asOf)) {
      const { base, quote } = parseInstrumentId(fill.instrumentId)
      const quantity = asAmount(fill.quantity)
      const isBuy = fill.side === 'buy'
      move(base, isBuy ? quantity : negate(quantity))
      move(quote, isBuy ? negate(fill.quoteQuantity) : fill.quoteQuantity)
      move(fill.feeAsset, negate(fill.feeAmount))
    }
    return balances
  }

  #isFunded({ instrumentId, side, quantity, limitPrice }: ExchangeRequest): boolean {
    if (quantity === null || limitPrice === null) return false
    const { base, quote } = parseInstrumentId(instrumentId)
    const needs = neededBy({ side, quantity, limitPrice })
    const asset = side === 'buy' ? quote : base
    const locked = this.openOrders()
      .filter((order) => {
        const parts = parseInstrumentId(order.instrumentId)
        return (order.side === 'buy' ? parts.quote : parts.base) === asset
      })
      .reduce((sum, order) => add(sum, lockedBy(order)), zeroAmount)
    const balance = this.balancesAsOf(this.#parts.now()).get(asset) ?? zeroAmount
    return !isAbove(add(locked, needs), balance)
  }

  #change(placed: ExchangeOrder, order: VenueOrder): VenueOrder {
    const changed = { ...order, updatedAt: this.#parts.venueTime() }
    placed.history.push({ at: this.#parts.now(), order: changed })
    for (const tell of this.listeners) tell({ kind: 'order', order: changed })
    return changed
  }

  #nextId(kind: 'order' | 'trade', instrumentId: InstrumentId): string {
    const key = `${kind} ${instrumentId}`
    const id = (this.#lastIds.get(key) ?? 0) + 1
    this.#lastIds.set(key, id)
    return String(id)
  }
}

export function latestOf({ history }: ExchangeOrder): VenueOrder {
  const last = history.at(-1)
  if (last === undefined) throw new Error('an order at the exchange has been placed')
  return last.order
}

/** The order as it was then; null before it was there. */
export function orderAsOf({ history }: ExchangeOrder, asOf: number): VenueOrder | null {
  return history.findLast(({ at }) => at <= asOf)?.order ?? null
}

function isOpen({ state }: VenueOrder): boolean {
  return state === 'WORKING' || state === 'PARTIALLY_FILLED'
}

function lockedBy({ side, quantity, filledQuantity, limitPrice }: VenueOrder): Amount {
  const left = subtract(quantity, filledQuantity)
  return limitPrice === null || !isPositive(left)
    ? zeroAmount
    : neededBy({ side, quantity: left, limitPrice })
}

function neededBy({
  side,
  quantity,
  limitPrice,
}: {
  readonly side: VenueOrder['side']
  readonly quantity: Quantity
  readonly limitPrice: NonNullable<VenueOrder['limitPrice']>
}): Amount {
  return side === 'buy' ? notional(limitPrice, quantity, 'up') : asAmount(quantity)
}
