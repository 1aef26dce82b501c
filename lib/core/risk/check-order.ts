import { type HoldBuffers, holdForOrder } from '#core/ledger/hold-for-order.ts'
import type { Hold } from '#core/ledger/postings-for-hold.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { isOnLot, isOnTick } from '#core/market/quantize.ts'
import type { QuoteFault } from '#core/market/quote-fault.ts'
import {
  type Amount,
  absolute,
  formatDecimal,
  isAbove,
  isBelow,
  isNegative,
  isPositive,
  isZero,
  notional,
  type Price,
  type Quantity,
  quantityFor,
  subtract,
} from '#core/money/money.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { checkOrderTerms } from '#core/risk/check-order-terms.ts'
import { type Denial, type DenialReason, deny } from '#core/risk/denial.ts'

export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED'

export type OrderCheck = {
  readonly order: OrderTerms
  readonly instrument: Instrument
  /** null when the instrument has no mark at all. */
  readonly mark: Price | null
  readonly isMarkStale: boolean
  /** What is wrong with the market's newest quote in itself, however new it is. */
  readonly quoteFault?: QuoteFault | null
  readonly availableBase: Amount
  readonly availableQuote: Amount
  readonly limits: { readonly notionalMax: Amount | null }
  readonly tradingState: TradingState
  /** Signed, less what open orders are already about to reduce. */
  readonly positionQuantity: Quantity
  /** A reduce-only order is open on this side: what it is to close, this one may not. */
  readonly isCloseOpen?: boolean
  readonly buffers: HoldBuffers
}

export type OrderDecision = { readonly kind: 'allowed'; readonly hold: Hold } | Denial

/** Decides whether an order may be sent and what to hold for it. The first rule that fails is the reason. */
export function checkOrder(check: OrderCheck): OrderDecision {
  const denial =
    checkOrderTerms(check.order) ??
    checkTradingState(check) ??
    checkMarket(check) ??
    checkPrices(check) ??
    checkQuantity(check) ??
    checkNotional(check) ??
    checkReduceOnly(check)
  return denial ?? checkFunds(check)
}

function checkTradingState(check: OrderCheck): Denial | null {
  if (check.tradingState === 'HALTED') return deny('TRADING_HALTED', { state: 'HALTED' })
  if (check.tradingState === 'REDUCING') return checkReduces(check, 'TRADING_STATE_REDUCING')
  return null
}

function checkMarket({
  order,
  instrument,
  mark,
  isMarkStale,
  quoteFault,
}: OrderCheck): Denial | null {
  if (!instrument.isTrading) return deny('MARKET_CLOSED', { instrument: instrument.id })
  const needsMark = order.type === 'market' && order.side === 'buy' && order.quantity !== null
  if (mark === null && (needsMark || !order.reduceOnly)) {
    return deny('MARKET_DATA_MISSING', { instrument: instrument.id })
  }
  if (isMarkStale && !order.reduceOnly) {
    return deny('MARKET_DATA_STALE', { instrument: instrument.id })
  }
  if (quoteFault && !order.reduceOnly) {
    return deny('MARKET_DATA_FAULTY', { instrument: instrument.id, fault: quoteFault })
  }
  return null
}

function checkPrices({ order, instrument, mark }: OrderCheck): Denial | null {
  for (const price of [order.limitPrice, order.stopPrice]) {
    if (price !== null && !isOnTick(price, instrument)) {
      return deny('PRICE_NOT_ON_TICK', {
        price: formatDecimal(price),
        tick: formatDecimal(instrument.priceTick),
      })
    }
  }
  if (order.limitPrice === null || mark === null) return null
  return checkBand(order.limitPrice, mark, instrument.priceBandBps)
}

function checkBand(price: Price, mark: Price, bandBps: number | null): Denial | null {
  if (bandBps === null) return null
  const distance = absolute(subtract(price, mark))
  if (distance * 10_000n <= BigInt(bandBps) * mark) return null
  return deny('PRICE_OUT_OF_BAND', {
    price: formatDecimal(price),
    mark: formatDecimal(mark),
    bandBps,
    distance: formatDecimal(distance),
  })
}

function checkQuantity({ order, instrument, mark }: OrderCheck): Denial | null {
  const { quantityMin, quantityMax, quantityLot } = instrument
  if (order.quantity !== null && !isOnLot(order.quantity, instrument)) {
    return deny('QUANTITY_NOT_ON_LOT', {
      quantity: formatDecimal(order.quantity),
      lot: formatDecimal(quantityLot),
    })
  }
  const quantity = order.quantity ?? expectedQuantity(order, mark)
  if (quantity === null) return null
  if (isBelow(quantity, quantityMin)) return outside('QUANTITY_BELOW_MIN', quantity, quantityMin)
  if (isAbove(quantity, quantityMax)) return outside('QUANTITY_ABOVE_MAX', quantity, quantityMax)
  return null
}

function checkNotional({ order, instrument, mark, limits }: OrderCheck): Denial | null {
  const value = expectedNotional(order, mark)
  if (value === null) return null
  const { notionalMin, notionalMax } = instrument
  if (isBelow(value, notionalMin)) return outside('NOTIONAL_BELOW_MIN', value, notionalMin)
  if (notionalMax !== null && isAbove(value, notionalMax)) {
    return outside('NOTIONAL_ABOVE_MAX', value, notionalMax)
  }
  if (limits.notionalMax !== null && isAbove(value, limits.notionalMax) && !order.reduceOnly) {
    return outside('NOTIONAL_EXCEEDS_MAX_PER_ORDER', value, limits.notionalMax)
  }
  return null
}

/** An order that took what another is to close would let that one open a position. */
function checkReduceOnly(check: OrderCheck): Denial | null {
  if (!check.order.reduceOnly && !check.isCloseOpen) return null
  return checkReduces(check, 'REDUCE_ONLY_WOULD_INCREASE_POSITION')
}

/** An order of unknown quantity cannot be shown to reduce. */
function checkReduces(
  { order, positionQuantity }: OrderCheck,
  reason: 'TRADING_STATE_REDUCING' | 'REDUCE_ONLY_WOULD_INCREASE_POSITION',
): Denial | null {
  const isAgainst =
    order.side === 'sell' ? isPositive(positionQuantity) : isNegative(positionQuantity)
  const isWithin = order.quantity !== null && !isAbove(order.quantity, absolute(positionQuantity))
  if (isAgainst && isWithin) return null
  return deny(reason, {
    side: order.side,
    quantity: order.quantity === null ? 'unknown' : formatDecimal(order.quantity),
    position: formatDecimal(positionQuantity),
  })
}

function checkFunds(check: OrderCheck): OrderDecision {
  const { order, instrument, mark, buffers } = check
  const hold = holdForOrder({ order, instrument, markPrice: mark, buffers })
  const available = order.side === 'buy' ? check.availableQuote : check.availableBase
  if (!isAbove(hold.amount, available)) return { kind: 'allowed', hold }
  return deny('INSUFFICIENT_FUNDS', {
    asset: hold.asset,
    needed: formatDecimal(hold.amount),
    available: formatDecimal(available),
    missing: formatDecimal(subtract(hold.amount, available)),
  })
}

function expectedQuantity({ quoteAmount }: OrderTerms, mark: Price | null): Quantity | null {
  if (quoteAmount === null || mark === null || isZero(mark)) return null
  return quantityFor(quoteAmount, mark, 'down')
}

/** At the limit price, else at the mark. */
function expectedNotional(order: OrderTerms, mark: Price | null): Amount | null {
  if (order.quoteAmount !== null) return order.quoteAmount
  const price = order.limitPrice ?? mark
  if (order.quantity === null || price === null) return null
  return notional(price, order.quantity, 'down')
}

function outside<D extends Quantity | Amount>(
  reason: DenialReason,
  value: D,
  limit: NoInfer<D>,
): Denial {
  return deny(reason, {
    value: formatDecimal(value),
    limit: formatDecimal(limit),
    distance: formatDecimal(absolute(subtract(value, limit))),
  })
}
