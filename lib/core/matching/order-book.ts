import {
  type BookSide,
  type BookSink,
  EXECUTION,
  type Execution,
  REMOVAL,
  SELF_TRADE,
  type SelfTradePrevention,
  SIDE,
} from './book-sink.ts'
import {
  HANDLE_MAX,
  LEVEL,
  NEXT,
  NONE,
  OrderSlots,
  OWNER_MAX,
  PREVIOUS,
  TAG,
  TAG_OWNER_SHIFT,
  TAG_SELF_TRADE_MASK,
  TAG_SELF_TRADE_SHIFT,
  TAG_SIDE_MASK,
  WORDS,
} from './order-slots.ts'
import { HEAD, LEVEL_WORDS, PriceLevels, TAIL } from './price-levels.ts'

export type OrderBookOptions = {
  readonly sink: BookSink
  /** Orders that fit before the first growth, which then doubles. */
  readonly orderCapacity?: number
  /** Ticks around the best price of each side that are found without a search: a power of two. */
  readonly windowTicks?: number
}

const DEFAULT_ORDER_CAPACITY = 4096
const DEFAULT_WINDOW_TICKS = 4096
export const WINDOW_TICKS_MIN = 4
export const WINDOW_TICKS_MAX = 2 ** 18

/** A key worse than that of any price: a market order takes whatever rests. */
const WORST_KEY = -Number.MAX_SAFE_INTEGER

/**
 * A limit order book with price-time priority, on integer ticks and lots.
 *
 * What happens is told to the sink, in order, before the call returns. A message allocates nothing once the
 * arrays have grown to the book's size (above 2^31 the engine may box a price or quantity it hands to the sink).
 * A broken precondition throws RangeError and leaves the book as it was.
 */
export class OrderBook {
  private readonly sink: BookSink
  private readonly orders: OrderSlots
  private readonly bids: PriceLevels
  private readonly asks: PriceLevels
  /** Set by the last `take` when self-trade prevention ended the arriving order. */
  private isTakerExpired = false

  constructor(options: OrderBookOptions) {
    const windowTicks = options.windowTicks ?? DEFAULT_WINDOW_TICKS
    const isPowerOfTwo = (windowTicks & (windowTicks - 1)) === 0
    if (!isPowerOfTwo || windowTicks < WINDOW_TICKS_MIN || windowTicks > WINDOW_TICKS_MAX) {
      throw new RangeError(
        `windowTicks must be a power of two from ${WINDOW_TICKS_MIN} to ${WINDOW_TICKS_MAX}, got ${windowTicks}`,
      )
    }
    this.sink = options.sink
    this.orders = new OrderSlots(options.orderCapacity ?? DEFAULT_ORDER_CAPACITY)
    this.bids = new PriceLevels(windowTicks)
    this.asks = new PriceLevels(windowTicks)
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
    const opposite = side === SIDE.BUY ? this.asks : this.bids
    const limitKey = side === SIDE.BUY ? -priceTicks : priceTicks
    const best = opposite.best()
    let left = lots
    if (best !== NONE && opposite.keyOf(best) >= limitKey) {
      if (execution === EXECUTION.POST_ONLY) {
        return this.refuse(handle, lots, REMOVAL.POST_ONLY_WOULD_TAKE)
      }
      const guarded = selfTrade === SELF_TRADE.ALLOW ? 0 : owner
      if (
        execution === EXECUTION.FILL_OR_KILL &&
        !this.canFill(opposite, limitKey, lots, guarded, selfTrade)
      ) {
        return this.refuse(handle, lots, REMOVAL.FILL_OR_KILL)
      }
      left = this.take(handle, opposite, limitKey, lots, guarded, selfTrade)
      if (left === 0) return 0
      if (this.isTakerExpired) return this.refuse(handle, left, REMOVAL.SELF_TRADE)
    }
    if (execution === EXECUTION.IMMEDIATE_OR_CANCEL) {
      return this.refuse(handle, left, REMOVAL.IMMEDIATE_OR_CANCEL)
    }
    if (execution === EXECUTION.FILL_OR_KILL) {
      return this.refuse(handle, left, REMOVAL.FILL_OR_KILL)
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
    const guarded = selfTrade === SELF_TRADE.ALLOW ? 0 : owner
    const left = this.take(handle, opposite, WORST_KEY, lots, guarded, selfTrade)
    if (left > 0) {
      const reason = this.isTakerExpired ? REMOVAL.SELF_TRADE : REMOVAL.NO_LIQUIDITY
      this.sink.removed(handle, left, reason)
    }
    return lots - left
  }

  /** Removes a resting order. False, and silence, when the handle does not rest. */
  cancel(handle: number): boolean {
    if (!this.orders.isResting(handle)) return false
    const lots = this.orders.lots[handle]!
    this.unlink(handle)
    this.sink.removed(handle, lots, REMOVAL.CANCELED)
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
    const { orders } = this
    if (!orders.isResting(handle)) return false
    const tag = orders.words[handle * WORDS + TAG]!
    const isBuy = (tag & TAG_SIDE_MASK) === SIDE.BUY
    const own = isBuy ? this.bids : this.asks
    const level = orders.words[handle * WORDS + LEVEL]!
    const fewer = orders.lots[handle]! - lots
    if (fewer >= 0 && own.keyOf(level) === (isBuy ? priceTicks : -priceTicks)) {
      orders.lots[handle] = lots
      own.lots[level] = own.lots[level]! - fewer
      this.sink.rested(handle, priceTicks, lots)
      return true
    }
    this.unlink(handle)
    const selfTrade = ((tag >> TAG_SELF_TRADE_SHIFT) & TAG_SELF_TRADE_MASK) as SelfTradePrevention
    const guarded = selfTrade === SELF_TRADE.ALLOW ? 0 : tag >> TAG_OWNER_SHIFT
    const opposite = isBuy ? this.asks : this.bids
    const left = this.take(
      handle,
      opposite,
      isBuy ? -priceTicks : priceTicks,
      lots,
      guarded,
      selfTrade,
    )
    if (left === 0) return true
    if (this.isTakerExpired) this.sink.removed(handle, left, REMOVAL.SELF_TRADE)
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
    const at = handle * WORDS
    const isBuy = (this.orders.words[at + TAG]! & TAG_SIDE_MASK) === SIDE.BUY
    return Math.abs((isBuy ? this.bids : this.asks).keyOf(this.orders.words[at + LEVEL]!))
  }

  private admit(handle: number, lots: number, owner: number): void {
    if (!(handle >= 0 && handle <= HANDLE_MAX)) {
      throw new RangeError(`a handle is an integer from 0 to ${HANDLE_MAX}, got ${handle}`)
    }
    if (!(owner >= 0 && owner <= OWNER_MAX)) {
      throw new RangeError(`an owner is an integer from 0 to ${OWNER_MAX}, got ${owner}`)
    }
    requirePositive('lots', lots)
    if (handle >= this.orders.capacity) this.orders.growTo(handle)
    if (this.orders.isResting(handle)) throw new RangeError(`handle ${handle} already rests`)
  }

  private refuse(handle: number, lots: number, reason: (typeof REMOVAL)[keyof typeof REMOVAL]): 0 {
    this.sink.removed(handle, lots, reason)
    return 0
  }

  /** Matches against levels down to `limitKey`, best first. Returns the lots that found no counterpart. */
  private take(
    handle: number,
    opposite: PriceLevels,
    limitKey: number,
    lots: number,
    guarded: number,
    selfTrade: SelfTradePrevention,
  ): number {
    this.isTakerExpired = false
    let left = lots
    let level = opposite.best()
    while (
      left > 0 &&
      level !== NONE &&
      opposite.keyOf(level) >= limitKey &&
      !this.isTakerExpired
    ) {
      left = this.takeLevel(handle, opposite, level, left, guarded, selfTrade)
      level = opposite.best()
    }
    return left
  }

  private takeLevel(
    handle: number,
    opposite: PriceLevels,
    level: number,
    lots: number,
    guarded: number,
    selfTrade: SelfTradePrevention,
  ): number {
    const { sink } = this
    const { words, lots: orderLots } = this.orders
    const priceTicks = Math.abs(opposite.keyOf(level))
    let gone = 0
    let left = lots
    let maker = opposite.links[level * LEVEL_WORDS + HEAD]!
    while (maker !== NONE && left > 0) {
      const at = maker * WORDS
      const makerLots = orderLots[maker]!
      const isOwn = guarded !== 0 && words[at + TAG]! >> TAG_OWNER_SHIFT === guarded
      if (isOwn) {
        this.isTakerExpired = selfTrade !== SELF_TRADE.EXPIRE_MAKER
        if (selfTrade === SELF_TRADE.EXPIRE_TAKER) break
      } else if (makerLots > left) {
        orderLots[maker] = makerLots - left
        gone += left
        sink.trade(maker, handle, priceTicks, left, makerLots - left)
        left = 0
        break
      }
      const next = words[at + NEXT]!
      words[at + LEVEL] = NONE
      gone += makerLots
      if (isOwn) {
        sink.removed(maker, makerLots, REMOVAL.SELF_TRADE)
      } else {
        left -= makerLots
        sink.trade(maker, handle, priceTicks, makerLots, 0)
      }
      maker = next
      if (this.isTakerExpired) break
    }
    if (maker === NONE) {
      opposite.close(level)
    } else {
      opposite.links[level * LEVEL_WORDS + HEAD] = maker
      words[maker * WORDS + PREVIOUS] = NONE
      opposite.lots[level] = opposite.lots[level]! - gone
    }
    return left
  }

  /** Whether `take` would fill all of `lots`, touching nothing. */
  private canFill(
    opposite: PriceLevels,
    limitKey: number,
    lots: number,
    guarded: number,
    selfTrade: SelfTradePrevention,
  ): boolean {
    const { words, lots: orderLots } = this.orders
    let missing = lots
    let level = opposite.best()
    while (level !== NONE && opposite.keyOf(level) >= limitKey) {
      if (guarded === 0) {
        missing -= opposite.lots[level]!
      } else {
        let maker = opposite.links[level * LEVEL_WORDS + HEAD]!
        while (maker !== NONE && missing > 0) {
          const at = maker * WORDS
          const isOwn = words[at + TAG]! >> TAG_OWNER_SHIFT === guarded
          if (isOwn && selfTrade !== SELF_TRADE.EXPIRE_MAKER) return false
          if (!isOwn) missing -= orderLots[maker]!
          maker = words[at + NEXT]!
        }
      }
      if (missing <= 0) return true
      level = opposite.worseThan(level)
    }
    return false
  }

  private rest(handle: number, priceTicks: number, lots: number, tag: number): void {
    const isBuy = (tag & TAG_SIDE_MASK) === SIDE.BUY
    const own = isBuy ? this.bids : this.asks
    const level = own.open(isBuy ? priceTicks : -priceTicks)
    const { words } = this.orders
    const at = handle * WORDS
    const last = own.links[level * LEVEL_WORDS + TAIL]!
    words[at + NEXT] = NONE
    words[at + PREVIOUS] = last
    words[at + LEVEL] = level
    words[at + TAG] = tag
    this.orders.lots[handle] = lots
    if (last === NONE) own.links[level * LEVEL_WORDS + HEAD] = handle
    else words[last * WORDS + NEXT] = handle
    own.links[level * LEVEL_WORDS + TAIL] = handle
    own.lots[level] = own.lots[level]! + lots
    this.sink.rested(handle, priceTicks, lots)
  }

  private unlink(handle: number): void {
    const { words } = this.orders
    const at = handle * WORDS
    const own = (words[at + TAG]! & TAG_SIDE_MASK) === SIDE.BUY ? this.bids : this.asks
    const level = words[at + LEVEL]!
    const next = words[at + NEXT]!
    const previous = words[at + PREVIOUS]!
    words[at + LEVEL] = NONE
    if (next === NONE && previous === NONE) {
      own.close(level)
      return
    }
    if (previous === NONE) own.links[level * LEVEL_WORDS + HEAD] = next
    else words[previous * WORDS + NEXT] = next
    if (next === NONE) own.links[level * LEVEL_WORDS + TAIL] = previous
    else words[next * WORDS + PREVIOUS] = previous
    own.lots[level] = own.lots[level]! - this.orders.lots[handle]!
  }
}

function requirePositive(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new RangeError(`${name} must be a positive integer below 2^53, got ${value}`)
}
