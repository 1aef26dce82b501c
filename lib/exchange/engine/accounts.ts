import { unitsOf } from '../decimal.ts'
import { baseUnits, type Instrument, quoteUnits } from '../instruments.ts'
import { type Account, type Balance, balanceOf, clientKey } from './account.ts'
import type {
  BalanceMoved,
  DustConverted,
  ExchangeEvent,
  KeyIssued,
  OrderClosed,
  OrderFilled,
} from './events.ts'
import { isStopType, type Order, type OrderTerms, remainingLots } from './order.ts'

/**
 * The state of all outside accounts: a fold over events. It decides nothing, so the same events give the same
 * state in the running exchange, after a restart, and in the delayed copy that serves lagged reads.
 */
export class Accounts {
  readonly byId = new Map<number, Account>()
  readonly byKey = new Map<string, { account: Account; key: KeyIssued }>()
  readonly orders = new Map<number, Order>()
  /** Highest trade id reserved per symbol. */
  readonly reservedTradeIds = new Map<string, number>()
  lastOrderId = 0
  lastTransferId = 0
  private readonly instruments: ReadonlyMap<string, Instrument>
  private lastPriority = 0

  constructor(instruments: ReadonlyMap<string, Instrument>) {
    this.instruments = instruments
  }

  apply(event: ExchangeEvent): void {
    switch (event.type) {
      case 'account-opened':
        this.byId.set(
          event.accountId,
          emptyAccount(event.accountId, event.name, event.at, event.fees),
        )
        break
      case 'key-issued':
        this.issueKey(event)
        break
      case 'fees-changed':
        this.account(event.accountId).fees = event.fees
        break
      case 'balance-moved':
        this.moveBalance(event)
        break
      case 'dust-converted':
        this.convertDust(event)
        break
      case 'order-accepted':
        this.acceptOrder(event.terms)
        break
      case 'order-triggered':
        this.triggerOrder(event.orderId, event.at)
        break
      case 'order-filled':
        this.fillOrder(event)
        break
      case 'order-closed':
        this.closeOrder(event)
        break
      case 'ids-reserved':
        this.reservedTradeIds.set(event.symbol, event.tradeId)
        break
      default:
        unreachable(event)
    }
  }

  account(accountId: number): Account {
    const account = this.byId.get(accountId)
    if (account === undefined) throw new Error(`an event names account ${accountId}, never opened`)
    return account
  }

  order(orderId: number): Order {
    const order = this.orders.get(orderId)
    if (order === undefined) throw new Error(`an event names order ${orderId}, never accepted`)
    return order
  }

  instrument(symbol: string): Instrument {
    const instrument = this.instruments.get(symbol)
    if (instrument === undefined) throw new Error(`an event names symbol ${symbol}, not listed`)
    return instrument
  }

  private issueKey(event: KeyIssued): void {
    const account = this.account(event.accountId)
    account.keys.push(event)
    this.byKey.set(event.apiKey, { account, key: event })
  }

  private moveBalance(event: BalanceMoved): void {
    const account = this.account(event.accountId)
    balanceOf(account, event.asset).free += unitsOf(event.amount)
    account.transfers.push(event)
    account.updatedAt = event.at
    this.lastTransferId = Math.max(this.lastTransferId, event.id)
  }

  private convertDust(event: DustConverted): void {
    const account = this.account(event.accountId)
    balanceOf(account, event.fromAsset).free -= unitsOf(event.amount)
    balanceOf(account, 'BNB').free += unitsOf(event.received)
    account.dust.push(event)
    account.updatedAt = event.at
    this.lastTransferId = Math.max(this.lastTransferId, event.id)
  }

  private acceptOrder(terms: OrderTerms): void {
    const isWorking = !isStopType(terms.type)
    const order: Order = {
      terms,
      status: 'NEW',
      executedLots: 0,
      executedQuoteUnits: 0n,
      isWorking,
      workingAt: isWorking ? terms.createdAt : -1,
      updatedAt: terms.createdAt,
      priority: ++this.lastPriority,
    }
    const account = this.account(terms.accountId)
    this.orders.set(terms.id, order)
    this.lastOrderId = Math.max(this.lastOrderId, terms.id)
    account.openOrders.set(terms.id, order)
    account.ordersByClientId.set(clientKey(terms.symbol, terms.clientOrderId), order)
    listOf(account.orders, terms.symbol).push(order)
    const { balance, amount } = this.reservation(order)
    lock(balance, amount)
    account.updatedAt = terms.createdAt
  }

  private triggerOrder(orderId: number, at: number): void {
    const order = this.order(orderId)
    order.isWorking = true
    order.workingAt = at
    order.updatedAt = at
    order.priority = ++this.lastPriority
  }

  private fillOrder(event: OrderFilled): void {
    const order = this.order(event.orderId)
    const { terms } = order
    const account = this.account(terms.accountId)
    const instrument = this.instrument(terms.symbol)
    const base = balanceOf(account, instrument.base)
    const quote = balanceOf(account, instrument.quote)
    const quantity = baseUnits(instrument, event.lots)
    const cost = quoteUnits(instrument, event.priceTicks, event.lots)
    const { balance, amount } = this.reservation(order, event.lots)
    lock(balance, -amount)
    base.free += terms.side === 'BUY' ? quantity : -quantity
    quote.free += terms.side === 'BUY' ? -cost : cost
    balanceOf(account, event.feeAsset).free -= unitsOf(event.fee)
    order.executedLots += event.lots
    order.executedQuoteUnits += cost
    order.updatedAt = event.at
    account.updatedAt = event.at
    listOf(account.trades, terms.symbol).push({
      symbol: terms.symbol,
      id: event.tradeId,
      orderId: terms.id,
      priceTicks: event.priceTicks,
      lots: event.lots,
      fee: unitsOf(event.fee),
      feeAsset: event.feeAsset,
      isBuyer: terms.side === 'BUY',
      isMaker: event.isMaker,
      at: event.at,
    })
    const isFilled = order.executedLots === terms.lots
    order.status = isFilled ? 'FILLED' : 'PARTIALLY_FILLED'
    if (isFilled) account.openOrders.delete(terms.id)
  }

  private closeOrder(event: OrderClosed): void {
    const order = this.order(event.orderId)
    const account = this.account(order.terms.accountId)
    const { balance, amount } = this.reservation(order)
    lock(balance, -amount)
    order.status = event.status
    order.updatedAt = event.at
    account.updatedAt = event.at
    account.openOrders.delete(order.terms.id)
  }

  /** What the open part of an order (or `lots` of it) keeps locked. Market orders never wait: nothing. */
  private reservation(
    order: Order,
    lots: number = remainingLots(order),
  ): { balance: Balance; amount: bigint } {
    const { terms } = order
    const instrument = this.instrument(terms.symbol)
    const isBuy = terms.side === 'BUY'
    const account = this.account(terms.accountId)
    const balance = balanceOf(account, isBuy ? instrument.quote : instrument.base)
    if (terms.type === 'MARKET') return { balance, amount: 0n }
    const amount = isBuy
      ? quoteUnits(instrument, terms.priceTicks, lots)
      : baseUnits(instrument, lots)
    return { balance, amount }
  }
}

function lock(balance: Balance, amount: bigint): void {
  balance.free -= amount
  balance.locked += amount
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key)
  if (known !== undefined) return known
  const list: T[] = []
  lists.set(key, list)
  return list
}

function emptyAccount(id: number, name: string, openedAt: number, fees: Account['fees']): Account {
  return {
    id,
    name,
    openedAt,
    fees,
    updatedAt: openedAt,
    balances: new Map(),
    keys: [],
    orders: new Map(),
    openOrders: new Map(),
    ordersByClientId: new Map(),
    trades: new Map(),
    transfers: [],
    dust: [],
  }
}

function unreachable(event: never): never {
  throw new Error(`the journal holds an event this version does not know: ${JSON.stringify(event)}`)
}
