import { REMOVAL, type RemovalReason } from '#core/matching/book-sink.ts'
import { StopOrders, TRIGGER } from '#core/matching/stop-orders.ts'
import { cancelRejected, invalidSymbol } from '../api-error.ts'
import { formatUnits } from '../decimal.ts'
import { INSTRUMENTS, type Instrument, quoteUnits } from '../instruments.ts'
import type { Account } from './account.ts'
import { Accounts } from './accounts.ts'
import { admitOrder, triggersAbove } from './admit-order.ts'
import type { OrderRequest } from './check-order.ts'
import type { ExchangeEvent, OrderFilled } from './events.ts'
import { feeForFill } from './fees.ts'
import { type ClosedStatus, isOpen, type Order, type OrderTerms } from './order.ts'
import { type BookTrade, type Resident, TradingBook } from './trading-book.ts'

/** Trade ids are reserved in the journal this many at a time, so a restart never uses one twice. */
export const TRADE_IDS_RESERVED = 1_000_000

/** Hears the exchange. All calls are synchronous; `committed` closes one command. */
export type ExchangeObserver = {
  applied?(event: ExchangeEvent): void
  committed?(events: readonly ExchangeEvent[]): void
  traded?(book: TradingBook, trade: BookTrade, at: number): void
  levelChanged?(book: TradingBook, side: 0 | 1, priceTicks: number): void
}

export type ExchangeOptions = {
  readonly now: () => number
  /** Volume-weighted price of the last minutes in ticks, the last price when nothing traded, 0 if neither. */
  readonly averageTicks: (symbol: string) => number
  readonly makeClientOrderId: () => string
}

/**
 * The exchange without its wires: it checks, matches, charges and tells. Every change of an outside account is an
 * event, applied at once and handed to the observers; one of them is the journal. A command either throws an
 * `ApiError` having changed nothing, or is done when it returns. Acknowledging it before the journal has synced
 * is the caller's mistake to avoid.
 */
export class Exchange {
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly books: ReadonlyMap<string, TradingBook>
  readonly accounts: Accounts
  private readonly options: ExchangeOptions
  private readonly observers: ExchangeObserver[] = []
  private readonly stops = new Map<string, StopOrders>()
  private readonly uncommitted: ExchangeEvent[] = []
  /** Symbols that traded since stop orders were last looked at. */
  private readonly movedSymbols = new Set<string>()
  private cancelId: string | undefined
  private commandAt: number | undefined

  constructor(options: ExchangeOptions) {
    this.options = options
    this.instruments = new Map(INSTRUMENTS.map((it) => [it.symbol, it]))
    this.accounts = new Accounts(this.instruments)
    const listener = {
      traded: (book: TradingBook, trade: BookTrade) => this.onTrade(book, trade),
      left: (_book: TradingBook, resident: Resident, reason: RemovalReason) =>
        this.onLeft(resident, reason),
      levelChanged: (book: TradingBook, side: 0 | 1, priceTicks: number) => {
        for (const observer of this.observers) observer.levelChanged?.(book, side, priceTicks)
      },
    }
    this.books = new Map(INSTRUMENTS.map((it) => [it.symbol, new TradingBook(it, listener)]))
    for (const symbol of this.books.keys()) this.stops.set(symbol, new StopOrders())
  }

  observe(observer: ExchangeObserver): void {
    this.observers.push(observer)
  }

  now(): number {
    return this.commandAt ?? this.options.now()
  }

  /** Rebuilds the state from the journal, puts open orders back in their order of priority, reserves trade ids. */
  recover(events: Iterable<ExchangeEvent>): void {
    for (const event of events) {
      this.accounts.apply(event)
      if (event.type === 'order-filled') this.recallPrice(event)
    }
    const open = [...this.accounts.orders.values()].filter(isOpen)
    open.sort((a, b) => a.priority - b.priority)
    for (const order of open) this.enter(order)
    for (const [symbol, book] of this.books) {
      book.nextTradeId = (this.accounts.reservedTradeIds.get(symbol) ?? 0) + 1
      this.reserveTradeIds(symbol, book)
    }
    this.commit()
  }

  /** Gives back the trade ids reserved and not used, so that a clean restart goes on without a gap. */
  settleTradeIds(): void {
    for (const [symbol, book] of this.books) {
      this.record({ type: 'ids-reserved', symbol, tradeId: book.nextTradeId - 1 })
    }
    this.commit()
  }

  book(symbol: string): TradingBook {
    const book = this.books.get(symbol)
    if (book === undefined) throw invalidSymbol()
    return book
  }

  /** Checks everything `place` checks, and changes nothing. */
  test(account: Account, request: OrderRequest): void {
    this.terms(account, request)
  }

  place(account: Account, request: OrderRequest): Order {
    return this.atOneTime(() => {
      const terms = this.terms(account, request)
      this.record({ type: 'order-accepted', terms })
      const order = this.accounts.order(terms.id)
      this.enter(order)
      this.finish()
      return order
    })
  }

  cancel(order: Order, cancelId?: string): Order {
    if (!isOpen(order)) throw cancelRejected('Unknown order sent.')
    this.cancelId = cancelId
    const stops = this.stops.get(order.terms.symbol)
    if (stops?.cancel(order.terms.id)) this.close(order, 'CANCELED')
    else this.book(order.terms.symbol).cancel(order)
    this.cancelId = undefined
    this.finish()
    return order
  }

  /** Records account events of the control port: accounts, keys, transfers. */
  record(event: ExchangeEvent): void {
    this.accounts.apply(event)
    this.uncommitted.push(event)
    for (const observer of this.observers) observer.applied?.(event)
  }

  /** Ends a command: triggered stops are worked off, then the events are handed on as one unit. */
  finish(): void {
    while (this.movedSymbols.size > 0) this.triggerStops()
    this.commit()
  }

  /** The last price an outside account traded at is better than none. */
  private recallPrice(event: OrderFilled): void {
    const { symbol } = this.accounts.order(event.orderId).terms
    this.book(symbol).lastTradeTicks = event.priceTicks
  }

  private commit(): void {
    if (this.uncommitted.length === 0) return
    const events = this.uncommitted.splice(0)
    for (const observer of this.observers) observer.committed?.(events)
  }

  /** An order, its trades on arrival and its end carry one time, as on Binance: the answer names no other. */
  private atOneTime<T>(command: () => T): T {
    this.commandAt = this.options.now()
    try {
      return command()
    } finally {
      this.commandAt = undefined
    }
  }

  private enter(order: Order): void {
    const { id, symbol, stopTicks } = order.terms
    if (order.isWorking) {
      this.book(symbol).place(order)
      return
    }
    const trigger = triggersAbove(order.terms) ? TRIGGER.AT_OR_ABOVE : TRIGGER.AT_OR_BELOW
    this.stops.get(symbol)?.add(id, trigger, stopTicks)
  }

  private triggerStops(): void {
    const symbols = [...this.movedSymbols]
    this.movedSymbols.clear()
    for (const symbol of symbols) {
      const stops = this.stops.get(symbol)
      if (stops === undefined) continue
      for (let id = stops.take(); id >= 0; id = stops.take()) {
        this.record({ type: 'order-triggered', orderId: id, at: this.now() })
        this.book(symbol).place(this.accounts.order(id))
      }
    }
  }

  private terms(account: Account, request: OrderRequest): OrderTerms {
    const admitted = admitOrder({
      account,
      book: this.book(request.symbol),
      request,
      clientOrderId: request.clientOrderId ?? this.options.makeClientOrderId(),
      averageTicks: this.options.averageTicks(request.symbol),
    })
    const { symbol, side, type, timeInForce, selfTrade } = request
    const id = this.accounts.lastOrderId + 1
    const createdAt = this.now()
    const accountId = account.id
    return { id, accountId, symbol, side, type, timeInForce, selfTrade, createdAt, ...admitted }
  }

  private onTrade(book: TradingBook, trade: BookTrade): void {
    const at = this.now()
    this.movedSymbols.add(book.instrument.symbol)
    this.stops.get(book.instrument.symbol)?.observe(trade.priceTicks)
    if (trade.taker.order !== null) this.fill(book, trade, trade.taker.order, false, at)
    if (trade.maker.order !== null) this.fill(book, trade, trade.maker.order, true, at)
    for (const observer of this.observers) observer.traded?.(book, trade, at)
    const reserved = this.accounts.reservedTradeIds.get(book.instrument.symbol) ?? 0
    if (reserved - trade.tradeId < TRADE_IDS_RESERVED / 2) {
      this.reserveTradeIds(book.instrument.symbol, book)
    }
  }

  private reserveTradeIds(symbol: string, book: TradingBook): void {
    this.record({ type: 'ids-reserved', symbol, tradeId: book.nextTradeId + TRADE_IDS_RESERVED })
  }

  private fill(
    book: TradingBook,
    trade: BookTrade,
    order: Order,
    isMaker: boolean,
    at: number,
  ): void {
    const { instrument } = book
    const { priceTicks, lots, tradeId } = trade
    const account = this.accounts.account(order.terms.accountId)
    const { side } = order.terms
    const bnbPrice = this.bnbPrice()
    const fee = feeForFill({ account, instrument, side, isMaker, priceTicks, lots, bnbPrice })
    this.record({
      type: 'order-filled',
      orderId: order.terms.id,
      tradeId,
      priceTicks,
      lots,
      isMaker,
      fee: formatUnits(fee.amount),
      feeAsset: fee.asset,
      at,
    })
  }

  private onLeft(resident: Resident, reason: RemovalReason): void {
    if (resident.order === null) return
    this.close(resident.order, closedStatus(reason))
  }

  private close(order: Order, status: ClosedStatus): void {
    const at = this.now()
    const event = { type: 'order-closed' as const, orderId: order.terms.id, status, at }
    this.record(this.cancelId === undefined ? event : { ...event, cancelId: this.cancelId })
  }

  private bnbPrice(): bigint {
    const book = this.books.get('BNBUSDT')
    if (book === undefined) return 0n
    const ticks = book.lastTradeTicks || Math.max(book.book.bestBid(), 0)
    return quoteUnits(book.instrument, ticks, 10 ** book.instrument.lotDecimals)
  }
}

function closedStatus(reason: RemovalReason): ClosedStatus {
  switch (reason) {
    case REMOVAL.CANCELED:
      return 'CANCELED'
    case REMOVAL.SELF_TRADE:
      return 'EXPIRED_IN_MATCH'
    default:
      return 'EXPIRED'
  }
}
