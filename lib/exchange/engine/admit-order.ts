import { filterFailure, insufficientBalance, newOrderRejected } from '../api-error.ts'
import { baseUnits, OPEN_ORDERS_MAX, OPEN_STOP_ORDERS_MAX, quoteUnits } from '../instruments.ts'
import { type Account, clientKey, freeOf } from './account.ts'
import { type CheckedOrder, checkOrder, type OrderRequest } from './check-order.ts'
import { isOpen, isStopType, type OrderTerms } from './order.ts'
import { type Sweep, sweepByLots, sweepByQuote } from './sweep.ts'
import type { TradingBook } from './trading-book.ts'

export type Admission = {
  readonly account: Account
  readonly book: TradingBook
  readonly request: OrderRequest
  readonly clientOrderId: string
  /** See `checkOrder`. */
  readonly averageTicks: number
}

export type AdmittedOrder = Pick<
  OrderTerms,
  'priceTicks' | 'stopTicks' | 'lots' | 'quoteOrderUnits' | 'clientOrderId'
>

/**
 * Decides whether an order may enter: filters, duplicates, limits of the account, the book as it stands, and that it
 * can be paid for. Throws the dialect's refusal, changes nothing.
 */
export function admitOrder(admission: Admission): AdmittedOrder {
  const { account, book, request, clientOrderId, averageTicks } = admission
  const checked = checkOrder(book.instrument, request, averageTicks)
  checkAccount(account, request, clientOrderId)
  checkPostOnly(book, request, checked)
  checkTrigger(book, request, checked)
  return {
    clientOrderId,
    priceTicks: checked.priceTicks,
    stopTicks: checked.stopTicks,
    lots: affordableLots(admission, checked),
    quoteOrderUnits: String(checked.quoteOrderUnits),
  }
}

/** A stop-loss buy and a take-profit sell wait above the price, the other two below. */
export function triggersAbove(order: Pick<OrderTerms, 'side' | 'type'>): boolean {
  return (order.type === 'STOP_LOSS_LIMIT') === (order.side === 'BUY')
}

function checkAccount(account: Account, request: OrderRequest, clientOrderId: string): void {
  const known = account.ordersByClientId.get(clientKey(request.symbol, clientOrderId))
  if (known !== undefined && isOpen(known)) throw newOrderRejected('Duplicate order sent.')
  let open = 0
  let waiting = 0
  for (const order of account.openOrders.values()) {
    if (order.terms.symbol !== request.symbol) continue
    open += 1
    if (!order.isWorking) waiting += 1
  }
  if (open >= OPEN_ORDERS_MAX) throw filterFailure('MAX_NUM_ORDERS')
  const isStop = isStopType(request.type)
  if (isStop && waiting >= OPEN_STOP_ORDERS_MAX) throw filterFailure('MAX_NUM_ALGO_ORDERS')
}

function checkPostOnly(book: TradingBook, request: OrderRequest, checked: CheckedOrder): void {
  if (request.type !== 'LIMIT_MAKER') return
  const isBuy = request.side === 'BUY'
  const best = isBuy ? book.book.bestAsk() : book.book.bestBid()
  if (best < 0) return
  const wouldTake = isBuy ? checked.priceTicks >= best : checked.priceTicks <= best
  if (wouldTake) throw newOrderRejected('Order would immediately match and take.')
}

function checkTrigger(book: TradingBook, request: OrderRequest, checked: CheckedOrder): void {
  const last = book.lastTradeTicks
  if (!isStopType(request.type) || last === 0) return
  const triggersAtOnce = triggersAbove(request)
    ? last >= checked.stopTicks
    : last <= checked.stopTicks
  if (triggersAtOnce) throw newOrderRejected('Stop price would trigger immediately.')
}

/** The quantity of the order, once it is known that the account can pay for it. */
function affordableLots(admission: Admission, checked: CheckedOrder): number {
  const { account, book, request } = admission
  const { instrument } = book
  const isBuy = request.side === 'BUY'
  const free = freeOf(account, isBuy ? instrument.quote : instrument.base)
  const { lots, cost } = demand(admission, checked)
  const needed = isBuy ? cost : baseUnits(instrument, lots)
  if (needed > free) throw insufficientBalance()
  if (lots === 0) throw newOrderRejected('Market is closed.')
  return lots
}

/** Quantity and quote value of an order; for a market order, of what the book would give now. */
function demand({ account, book, request }: Admission, checked: CheckedOrder): Sweep {
  if (request.type !== 'MARKET') {
    const cost = quoteUnits(book.instrument, checked.priceTicks, checked.lots)
    return { lots: checked.lots, cost }
  }
  const input = { book, account, side: request.side, selfTrade: request.selfTrade }
  if (checked.quoteOrderUnits > 0n) return sweepByQuote(input, checked.quoteOrderUnits)
  return sweepByLots(input, checked.lots)
}
