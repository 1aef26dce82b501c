import {
  type BookSide,
  EXECUTION,
  type Execution,
  type RemovalReason,
  SELF_TRADE,
  type SelfTradePrevention,
  SIDE,
} from '#core/matching/book-sink.ts'
import { OrderBook } from '#core/matching/order-book.ts'
import type { Instrument } from '../instruments.ts'
import type { Order, SelfTradeMode } from './order.ts'

/** An order as the book knows it: an outside account's, or one of the market's own agents'. */
export type Resident = {
  readonly handle: number
  readonly side: BookSide
  readonly priceTicks: number
  /** Null for the exchange's own liquidity. */
  readonly order: Order | null
  /** Id of an agent's order, 0 for outside orders. */
  readonly agentOrderId: number
  isResting: boolean
}

/** Hears what happened in a book while it happens; must not call back into it. */
export type BookListener = {
  traded(book: TradingBook, trade: BookTrade): void
  /** The unfilled rest of an order left the book or never entered it. */
  left(book: TradingBook, resident: Resident, reason: RemovalReason): void
  /** The quantity at a price changed. */
  levelChanged(book: TradingBook, side: BookSide, priceTicks: number): void
}

export type BookTrade = {
  readonly tradeId: number
  readonly maker: Resident
  readonly taker: Resident
  readonly priceTicks: number
  readonly lots: number
}

const SELF_TRADE_OF: Record<SelfTradeMode, SelfTradePrevention> = {
  NONE: SELF_TRADE.ALLOW,
  EXPIRE_TAKER: SELF_TRADE.EXPIRE_TAKER,
  EXPIRE_MAKER: SELF_TRADE.EXPIRE_MAKER,
  EXPIRE_BOTH: SELF_TRADE.EXPIRE_BOTH,
}

/** One symbol's book: gives orders their handles, trades their ids, and tells the listener who met whom. */
export class TradingBook {
  readonly instrument: Instrument
  readonly book: OrderBook
  lastTradeTicks = 0
  nextTradeId = 1
  private readonly listener: BookListener
  private readonly residents: (Resident | null)[] = []
  private readonly freeHandles: number[] = []
  private readonly handleByOrder = new Map<number, number>()
  private readonly handleByAgentOrder = new Map<number, number>()
  private lastAgentOrderId = 0

  constructor(instrument: Instrument, listener: BookListener) {
    this.instrument = instrument
    this.listener = listener
    this.book = new OrderBook({ sink: this.sink() })
  }

  /** Matches an outside order; what rests keeps its place in the queue. */
  place(order: Order): void {
    const { terms } = order
    const resident = this.admit(sideOf(order), terms.priceTicks, order, 0)
    const selfTrade = SELF_TRADE_OF[terms.selfTrade]
    const lots = terms.lots - order.executedLots
    const owner = terms.accountId
    this.handleByOrder.set(terms.id, resident.handle)
    if (terms.type === 'MARKET') {
      this.book.placeMarket(resident.handle, resident.side, lots, owner, selfTrade)
    } else {
      const execution = executionOf(order)
      const { handle, side } = resident
      this.book.place(handle, side, terms.priceTicks, lots, execution, owner, selfTrade)
    }
    if (!resident.isResting) this.release(resident)
  }

  /** True when the order rested here and has now been removed. */
  cancel(order: Order): boolean {
    const handle = this.handleByOrder.get(order.terms.id)
    return handle !== undefined && this.book.cancel(handle)
  }

  /** Returns an id while something of the agent's order rests, else 0. */
  placeAgentLimit(side: BookSide, priceTicks: number, lots: number): number {
    const id = ++this.lastAgentOrderId
    const resident = this.admit(side, priceTicks, null, id)
    this.handleByAgentOrder.set(id, resident.handle)
    const { handle } = resident
    this.book.place(
      handle,
      side,
      priceTicks,
      lots,
      EXECUTION.GOOD_TIL_CANCELED,
      0,
      SELF_TRADE.ALLOW,
    )
    if (resident.isResting) return id
    this.release(resident)
    return 0
  }

  /** Returns the lots filled. */
  placeAgentMarket(side: BookSide, lots: number): number {
    const resident = this.admit(side, 0, null, ++this.lastAgentOrderId)
    const filled = this.book.placeMarket(resident.handle, side, lots, 0, SELF_TRADE.ALLOW)
    this.release(resident)
    return filled
  }

  cancelAgentOrder(id: number): void {
    const handle = this.handleByAgentOrder.get(id)
    if (handle !== undefined) this.book.cancel(handle)
  }

  private admit(
    side: BookSide,
    priceTicks: number,
    order: Order | null,
    agentOrderId: number,
  ): Resident {
    const handle = this.freeHandles.pop() ?? this.residents.length
    const resident = { handle, side, priceTicks, order, agentOrderId, isResting: false }
    this.residents[handle] = resident
    return resident
  }

  private release(resident: Resident): void {
    if (this.residents[resident.handle] !== resident) return
    this.residents[resident.handle] = null
    this.freeHandles.push(resident.handle)
    if (resident.order === null) this.handleByAgentOrder.delete(resident.agentOrderId)
    else this.handleByOrder.delete(resident.order.terms.id)
    resident.isResting = false
  }

  private residentAt(handle: number): Resident {
    const resident = this.residents[handle]
    if (resident === undefined || resident === null) {
      throw new Error(`the book of ${this.instrument.symbol} named handle ${handle}, not in use`)
    }
    return resident
  }

  private sink() {
    return {
      trade: (
        makerHandle: number,
        takerHandle: number,
        priceTicks: number,
        lots: number,
        makerRemaining: number,
      ): void => {
        const maker = this.residentAt(makerHandle)
        const taker = this.residentAt(takerHandle)
        this.lastTradeTicks = priceTicks
        const tradeId = this.nextTradeId++
        this.listener.traded(this, { tradeId, maker, taker, priceTicks, lots })
        this.listener.levelChanged(this, maker.side, priceTicks)
        if (makerRemaining === 0) this.release(maker)
      },
      rested: (handle: number, priceTicks: number): void => {
        const resident = this.residentAt(handle)
        resident.isResting = true
        this.listener.levelChanged(this, resident.side, priceTicks)
      },
      removed: (handle: number, _lots: number, reason: RemovalReason): void => {
        const resident = this.residentAt(handle)
        const wasResting = resident.isResting
        this.listener.left(this, resident, reason)
        if (!wasResting) return
        this.listener.levelChanged(this, resident.side, resident.priceTicks)
        this.release(resident)
      },
    }
  }
}

export const sideOf = (order: Order): BookSide =>
  order.terms.side === 'BUY' ? SIDE.BUY : SIDE.SELL

function executionOf(order: Order): Execution {
  if (order.terms.type === 'LIMIT_MAKER') return EXECUTION.POST_ONLY
  if (order.terms.timeInForce === 'IOC') return EXECUTION.IMMEDIATE_OR_CANCEL
  if (order.terms.timeInForce === 'FOK') return EXECUTION.FILL_OR_KILL
  return EXECUTION.GOOD_TIL_CANCELED
}
