import { type BookSink, REMOVAL, SELF_TRADE, type SelfTradePrevention } from './book-sink.ts'
import {
  LEVEL,
  NEXT,
  type OrderSlots,
  PREVIOUS,
  TAG,
  TAG_OWNER_SHIFT,
  WORDS,
} from './order-slots.ts'
import { HEAD, LEVEL_WORDS, NONE, type PriceLevels } from './price-levels.ts'

/** Matches an arriving order against the levels of the other side. */
export class Taker {
  /** Whether self-trade prevention ended the order of the last `take`. */
  isExpired = false
  private readonly orders: OrderSlots
  private readonly sink: BookSink

  constructor(orders: OrderSlots, sink: BookSink) {
    this.orders = orders
    this.sink = sink
  }

  /** Takes from levels down to `limitKey`, best first. Returns the lots that found no counterpart. */
  take(
    handle: number,
    opposite: PriceLevels,
    limitKey: number,
    lots: number,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): number {
    const guarded = guardedOwner(owner, selfTrade)
    let left = lots
    this.isExpired = false
    while (left > 0 && opposite.reaches(limitKey) && !this.isExpired) {
      left = this.takeLevel(handle, opposite, opposite.best(), left, guarded, selfTrade)
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
        this.isExpired = selfTrade !== SELF_TRADE.EXPIRE_MAKER
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
      if (this.isExpired) break
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
  canFill(
    opposite: PriceLevels,
    limitKey: number,
    lots: number,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): boolean {
    const { words, lots: orderLots } = this.orders
    const guarded = guardedOwner(owner, selfTrade)
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
}

/** The owner whose orders must not be met, or 0. */
function guardedOwner(owner: number, selfTrade: SelfTradePrevention): number {
  return selfTrade === SELF_TRADE.ALLOW ? 0 : owner
}
