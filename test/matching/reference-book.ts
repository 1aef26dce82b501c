import {
  type BookSide,
  type BookSink,
  EXECUTION,
  type Execution,
  REMOVAL,
  SELF_TRADE,
  type SelfTradePrevention,
  SIDE,
} from '#core/matching/book-sink.ts'

type Resting = {
  readonly handle: number
  readonly side: BookSide
  readonly price: number
  readonly owner: number
  readonly selfTrade: SelfTradePrevention
  lots: number
}

/** What a price limits: everything, for a market order. */
type Limit = number | 'market'

/**
 * The same contract as OrderBook, written to be obviously right: one list of orders in order of arrival,
 * searched from the start each time. Slow on purpose.
 */
export class ReferenceBook {
  private orders: Resting[] = []
  private readonly sink: BookSink

  constructor(sink: BookSink) {
    this.sink = sink
  }

  place(
    handle: number,
    side: BookSide,
    price: number,
    lots: number,
    execution: Execution,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): number {
    const order = { handle, side, price, owner, selfTrade, lots }
    if (execution === EXECUTION.POST_ONLY && this.bestMaker(side, price) !== undefined) {
      this.sink.removed(handle, lots, REMOVAL.POST_ONLY_WOULD_TAKE)
      return 0
    }
    if (execution === EXECUTION.FILL_OR_KILL && this.fillable(order) < lots) {
      this.sink.removed(handle, lots, REMOVAL.FILL_OR_KILL)
      return 0
    }
    const { left, isExpired } = this.match(order, price)
    if (left === 0) return 0
    if (isExpired) {
      this.sink.removed(handle, left, REMOVAL.SELF_TRADE)
      return 0
    }
    if (execution === EXECUTION.IMMEDIATE_OR_CANCEL) {
      this.sink.removed(handle, left, REMOVAL.IMMEDIATE_OR_CANCEL)
      return 0
    }
    this.rest({ ...order, lots: left })
    return left
  }

  placeMarket(
    handle: number,
    side: BookSide,
    lots: number,
    owner: number,
    selfTrade: SelfTradePrevention,
  ): number {
    const order = { handle, side, price: 0, owner, selfTrade, lots }
    const { left, isExpired } = this.match(order, 'market')
    if (left > 0) {
      this.sink.removed(handle, left, isExpired ? REMOVAL.SELF_TRADE : REMOVAL.NO_LIQUIDITY)
    }
    return lots - left
  }

  cancel(handle: number): boolean {
    const order = this.find(handle)
    if (order === undefined) return false
    this.leave(order)
    this.sink.removed(handle, order.lots, REMOVAL.CANCELED)
    return true
  }

  replace(handle: number, price: number, lots: number): boolean {
    const order = this.find(handle)
    if (order === undefined) return false
    if (price === order.price && lots <= order.lots) {
      order.lots = lots
      this.sink.rested(handle, price, lots)
      return true
    }
    this.leave(order)
    const { left, isExpired } = this.match({ ...order, price, lots }, price)
    if (left === 0) return true
    if (isExpired) this.sink.removed(handle, left, REMOVAL.SELF_TRADE)
    else this.rest({ ...order, price, lots: left })
    return true
  }

  bestBid(): number {
    return Math.max(-1, ...this.side(SIDE.BUY).map((order) => order.price))
  }

  bestAsk(): number {
    const prices = this.side(SIDE.SELL).map((order) => order.price)
    return prices.length === 0 ? -1 : Math.min(...prices)
  }

  lotsAt(side: BookSide, price: number): number {
    return sum(this.side(side).filter((order) => order.price === price))
  }

  depth(side: BookSide): readonly (readonly [number, number])[] {
    const prices = [...new Set(this.side(side).map((order) => order.price))]
    prices.sort((a, b) => (side === SIDE.BUY ? b - a : a - b))
    return prices.map((price) => [price, this.lotsAt(side, price)])
  }

  restingLots(handle: number): number {
    return this.find(handle)?.lots ?? 0
  }

  priceOf(handle: number): number {
    return this.find(handle)?.price ?? -1
  }

  handles(): readonly number[] {
    return this.orders.map((order) => order.handle)
  }

  private match(order: Resting, limit: Limit): { left: number; isExpired: boolean } {
    let left = order.lots
    while (left > 0) {
      const maker = this.bestMaker(order.side, limit)
      if (maker === undefined) break
      if (isSelfTrade(order, maker)) {
        this.expireMaker(order, maker)
        if (order.selfTrade !== SELF_TRADE.EXPIRE_MAKER) return { left, isExpired: true }
        continue
      }
      const lots = Math.min(left, maker.lots)
      left -= lots
      maker.lots -= lots
      if (maker.lots === 0) this.leave(maker)
      this.sink.trade(maker.handle, order.handle, maker.price, lots, maker.lots)
    }
    return { left, isExpired: false }
  }

  private expireMaker(taker: Resting, maker: Resting): void {
    if (taker.selfTrade === SELF_TRADE.EXPIRE_TAKER) return
    this.leave(maker)
    this.sink.removed(maker.handle, maker.lots, REMOVAL.SELF_TRADE)
  }

  /** What an order would fill, found out on a copy of the book. */
  private fillable(order: Resting): number {
    const silent: BookSink = { trade() {}, rested() {}, removed() {} }
    const copy = new ReferenceBook(silent)
    copy.orders = this.orders.map((resting) => ({ ...resting }))
    return order.lots - copy.match(order, order.price).left
  }

  private bestMaker(takerSide: BookSide, limit: Limit): Resting | undefined {
    const isBetter = (a: number, b: number) => (takerSide === SIDE.BUY ? a < b : a > b)
    let best: Resting | undefined
    for (const maker of this.orders) {
      if (maker.side === takerSide) continue
      if (limit !== 'market' && isBetter(limit, maker.price)) continue
      if (best === undefined || isBetter(maker.price, best.price)) best = maker
    }
    return best
  }

  private rest(order: Resting): void {
    this.orders.push(order)
    this.sink.rested(order.handle, order.price, order.lots)
  }

  private leave(order: Resting): void {
    this.orders = this.orders.filter((other) => other !== order)
  }

  private side(side: BookSide): readonly Resting[] {
    return this.orders.filter((order) => order.side === side)
  }

  private find(handle: number): Resting | undefined {
    return this.orders.find((order) => order.handle === handle)
  }
}

function isSelfTrade(taker: Resting, maker: Resting): boolean {
  return taker.selfTrade !== SELF_TRADE.ALLOW && taker.owner !== 0 && taker.owner === maker.owner
}

function sum(orders: readonly Resting[]): number {
  return orders.reduce((total, order) => total + order.lots, 0)
}
