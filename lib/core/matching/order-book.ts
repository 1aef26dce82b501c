import {
  type BookSide,
  type BookSink,
  EXECUTION,
  type Execution,
  REMOVAL,
  type RemovalReason,
  type SelfTradePrevention,
  SIDE,
} from './book-sink.ts'
import {
  HANDLE_MAX,
  LEVEL,
  OrderSlots,
  OWNER_MAX,
  TAG,
  TAG_OWNER_SHIFT,
  TAG_SELF_TRADE_MASK,
  TAG_SELF_TRADE_SHIFT,
  TAG_SIDE_MASK,
  WORDS,
} from './order-slots.ts'
import { NONE, PriceLevels } from './price-levels.ts'
import { Taker } from './taker.ts'

export type OrderBookOptions = {
  readonly sink: BookSink
  /** Orders that fit before the first growth, which then doubles. */
  readonly orderCapacity?: number
  /** Ticks around the best price of each side that are found without a search: a power of two. */
  readonly windowTicks?: number
}

const DEFAULT_ORDER_CAPACITY = 4096
const DEFAULT_WINDOW_TICKS = 16_384
export const WINDOW_TICKS_MIN = 4
export const WINDOW_TICKS_MAX = 2 ** 18

/** A key worse than that of any price: a market order takes whatever rests. */
const WORST_KEY = -Number.MAX_SAFE_INTEGER

/**
 * A limit order book with price-time priority, on integer ticks and lots.
 *
 * What happens is told to the sink, in order, before the call returns. A message allocates nothing once the
 * arrays have grown to the book's size (above 2^31 the engine may box a price or quantity it hands to the sink).
 * The lots at one price must stay below 2^53 in sum. A broken precondition throws RangeError and leaves the book as it was.
 */
export class OrderBook {
  private readonly sink: BookSink
  private readonly orders: OrderSlots
  private readonly bids: PriceLevels
  private readonly asks: PriceLevels
  private readonly taker: Taker

  constructor(options: OrderBookOptions) {
    const windowTicks = options.windowTicks ?? DEFAULT_WINDOW_TICKS
    const isPowerOfTwo = (windowTicks & (windowTicks - 1)) === 0
    if (!isPowerOfTwo || windowTicks < WINDOW_TICKS_MIN || windowTicks > WINDOW_TICKS_MAX) {
      throw new RangeError(
        `windowTicks must be a power of two from ${WINDOW_TICKS_MIN} to ${WINDOW_TICKS_MAX}, got ${windowTicks}`,
      )
    }
    this.sink = options.sink
    this.orders = new OrderSlots(Math.max(1, options.orderCapacity ?? DEFAULT_ORDER_CAPACITY))
    this.bids = new PriceLevels(windowTicks)
    this.asks = new PriceLevels(windowTicks)
    this.taker = new Taker(this.orders, options.sink)
  }

  /**
   * Takes what crosses, then rests or removes what is left, as `execution` says. Returns the lots left resting.
   * `selfTrade` decides when the order would meet one of the same owner, now as taker and after a replace.
   */
  place(
    handle: number,
    side: BookSide,
    priceTicks: number,
    lots: number,
    execution: Execution,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): number {
    this.admit(handle, lots, owner)
    requirePositive('priceTicks', priceTicks)
    const { taker } = this
    const opposite = side === SIDE.BUY ? this.asks : this.bids
    const limitKey = side === SIDE.BUY ? -priceTicks : priceTicks
    let left = lots
    if (opposite.reaches(limitKey)) {
      if (execution === EXECUTION.POST_ONLY) {
        return this.remove(handle, lots, REMOVAL.POST_ONLY_WOULD_TAKE)
      }
      if (
        execution === EXECUTION.FILL_OR_KILL &&
        !taker.canFill(opposite, limitKey, lots, owner, selfTrade)
      ) {
        return this.remove(handle, lots, REMOVAL.FILL_OR_KILL)
      }
      left = taker.take(handle, opposite, limitKey, lots, owner, selfTrade)
      if (left === 0) return 0
      if (taker.isExpired) return this.remove(handle, left, REMOVAL.SELF_TRADE)
    }
    if (execution === EXECUTION.IMMEDIATE_OR_CANCEL) {
      return this.remove(handle, left, REMOVAL.IMMEDIATE_OR_CANCEL)
    }
    if (execution === EXECUTION.FILL_OR_KILL) {
      return this.remove(handle, left, REMOVAL.FILL_OR_KILL)
    }
    const tag = (owner << TAG_OWNER_SHIFT) | (selfTrade << TAG_SELF_TRADE_SHIFT) | side
    this.rest(handle, priceTicks, left, tag)
    return left
  }

  /** Takes at any price; what finds no counterpart is removed with NO_LIQUIDITY. Returns the lots filled. */
  placeMarket(
    handle: number,
    side: BookSide,
    lots: number,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): number {
    this.admit(handle, lots, owner)
    const opposite = side === SIDE.BUY ? this.asks : this.bids
    const left = this.taker.take(handle, opposite, WORST_KEY, lots, owner, selfTrade)
    if (left > 0) {
      this.remove(handle, left, this.taker.isExpired ? REMOVAL.SELF_TRADE : REMOVAL.NO_LIQUIDITY)
    }
    return lots - left
  }

  /** Removes a resting order. False, and silence, when the handle does not rest. */
  cancel(handle: number): boolean {
    if (!this.orders.isResting(handle)) return false
    this.orders.unlink(this.orders.isBuy(handle) ? this.bids : this.asks, handle)
    this.sink.removed(handle, this.orders.lots[handle]!, REMOVAL.CANCELED)
    return true
  }

  /**
   * Gives a resting order a new price and open quantity. It keeps its place in the queue when the price stays
   * and the quantity does not grow (told as `rested`); otherwise it arrives anew, may take, and queues last.
   * False, and silence, when the handle does not rest.
   */
  replace(handle: number, priceTicks: number, lots: number): boolean {
    requirePositive('priceTicks', priceTicks)
    requirePositive('lots', lots)
    const { orders, taker } = this
    if (!orders.isResting(handle)) return false
    const isBuy = orders.isBuy(handle)
    const own = isBuy ? this.bids : this.asks
    const opposite = isBuy ? this.asks : this.bids
    const level = orders.words[handle * WORDS + LEVEL]!
    const fewer = orders.lots[handle]! - lots
    if (fewer >= 0 && own.keyOf(level) === (isBuy ? priceTicks : -priceTicks)) {
      orders.lots[handle] = lots
      own.lots[level] = own.lots[level]! - fewer
      this.sink.rested(handle, priceTicks, lots)
      return true
    }
    orders.unlink(own, handle)
    const tag = orders.words[handle * WORDS + TAG]!
    const owner = tag >> TAG_OWNER_SHIFT
    const selfTrade = ((tag >> TAG_SELF_TRADE_SHIFT) & TAG_SELF_TRADE_MASK) as SelfTradePrevention
    const limitKey = isBuy ? -priceTicks : priceTicks
    const left = taker.take(handle, opposite, limitKey, lots, owner, selfTrade)
    if (left === 0) return true
    if (taker.isExpired) this.remove(handle, left, REMOVAL.SELF_TRADE)
    else this.rest(handle, priceTicks, left, tag)
    return true
  }

  /** In ticks; -1 when nobody bids. */
  bestBid(): number {
    const level = this.bids.best()
    return level === NONE ? -1 : this.bids.keyOf(level)
  }

  /** In ticks; -1 when nobody offers. */
  bestAsk(): number {
    const level = this.asks.best()
    return level === NONE ? -1 : -this.asks.keyOf(level)
  }

  /** All lots resting at one price of one side. */
  lotsAt(side: BookSide, priceTicks: number): number {
    const levels = side === SIDE.BUY ? this.bids : this.asks
    const level = levels.find(side === SIDE.BUY ? priceTicks : -priceTicks)
    return level === NONE ? 0 : levels.lots[level]!
  }

  /** Writes up to `levels` pairs of price and lots, best first, as far as `out` has room. Returns the pairs. */
  depth(side: BookSide, levels: number, out: Float64Array): number {
    const from = side === SIDE.BUY ? this.bids : this.asks
    const count = Math.min(levels, out.length >> 1)
    let pair = 0
    for (let level = from.best(); level !== NONE && pair < count; level = from.worseThan(level)) {
      out[pair * 2] = Math.abs(from.keyOf(level))
      out[pair * 2 + 1] = from.lots[level]!
      pair++
    }
    return pair
  }

  isResting(handle: number): boolean {
    return this.orders.isResting(handle)
  }

  /** The open lots of a resting order, else 0. */
  restingLots(handle: number): number {
    return this.orders.isResting(handle) ? this.orders.lots[handle]! : 0
  }

  /** The price of a resting order in ticks, else -1. */
  priceOf(handle: number): number {
    if (!this.orders.isResting(handle)) return -1
    const own = this.orders.isBuy(handle) ? this.bids : this.asks
    return Math.abs(own.keyOf(this.orders.words[handle * WORDS + LEVEL]!))
  }

  private admit(handle: number, lots: number, owner: number): void {
    if (handle >>> 0 !== handle || handle > HANDLE_MAX) {
      throw new RangeError(`a handle is an integer from 0 to ${HANDLE_MAX}, got ${handle}`)
    }
    if (owner >>> 0 !== owner || owner > OWNER_MAX) {
      throw new RangeError(`an owner is an integer from 0 to ${OWNER_MAX}, got ${owner}`)
    }
    requirePositive('lots', lots)
    if (handle >= this.orders.capacity) this.orders.growTo(handle)
    if (this.orders.isResting(handle)) throw new RangeError(`handle ${handle} already rests`)
  }

  private remove(handle: number, lots: number, reason: RemovalReason): 0 {
    this.sink.removed(handle, lots, reason)
    return 0
  }

  private rest(handle: number, priceTicks: number, lots: number, tag: number): void {
    const isBuy = (tag & TAG_SIDE_MASK) === SIDE.BUY
    const key = isBuy ? priceTicks : -priceTicks
    this.orders.append(isBuy ? this.bids : this.asks, key, handle, lots, tag)
    this.sink.rested(handle, priceTicks, lots)
  }
}

function requirePositive(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new RangeError(`${name} must be a positive integer below 2^53, got ${value}`)
}
