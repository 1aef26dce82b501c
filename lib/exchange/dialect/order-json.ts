import { formatUnits } from '../decimal.ts'
import type { AccountTrade } from '../engine/account.ts'
import type { Order } from '../engine/order.ts'
import { isStopType } from '../engine/order.ts'
import { type Instrument, priceText, quantityText, quoteUnits } from '../instruments.ts'

export type ResponseType = 'ACK' | 'RESULT' | 'FULL'

const NO_LIST = -1

/** An order as `GET /api/v3/order` and the lists print it. */
export function orderJson(instrument: Instrument, order: Order): Record<string, unknown> {
  const { terms } = order
  return {
    symbol: terms.symbol,
    orderId: terms.id,
    orderListId: NO_LIST,
    clientOrderId: terms.clientOrderId,
    ...amounts(instrument, order),
    stopPrice: priceText(instrument, terms.stopTicks),
    icebergQty: formatUnits(0n),
    time: terms.createdAt,
    updateTime: order.updatedAt,
    isWorking: order.isWorking,
    workingTime: order.workingAt,
    origQuoteOrderQty: formatUnits(BigInt(terms.quoteOrderUnits)),
    selfTradePreventionMode: terms.selfTrade,
  }
}

/** The answer to a new order; `trades` are the fills it met on arrival. */
export function placedJson(
  instrument: Instrument,
  order: Order,
  trades: readonly AccountTrade[],
  responseType: ResponseType,
): Record<string, unknown> {
  const { terms } = order
  const acknowledgement = {
    symbol: terms.symbol,
    orderId: terms.id,
    orderListId: NO_LIST,
    clientOrderId: terms.clientOrderId,
    transactTime: terms.createdAt,
  }
  if (responseType === 'ACK') return acknowledgement
  const result = {
    ...acknowledgement,
    ...amounts(instrument, order),
    origQuoteOrderQty: formatUnits(BigInt(terms.quoteOrderUnits)),
    workingTime: order.workingAt,
    ...(isStopType(terms.type) ? { stopPrice: priceText(instrument, terms.stopTicks) } : {}),
    selfTradePreventionMode: terms.selfTrade,
  }
  if (responseType === 'RESULT') return result
  return { ...result, fills: trades.map((trade) => fillJson(instrument, trade)) }
}

export function canceledJson(
  instrument: Instrument,
  order: Order,
  cancelId: string,
): Record<string, unknown> {
  const { terms } = order
  return {
    symbol: terms.symbol,
    origClientOrderId: terms.clientOrderId,
    orderId: terms.id,
    orderListId: NO_LIST,
    clientOrderId: cancelId,
    transactTime: order.updatedAt,
    ...amounts(instrument, order),
    origQuoteOrderQty: formatUnits(BigInt(terms.quoteOrderUnits)),
    selfTradePreventionMode: terms.selfTrade,
  }
}

export function accountTradeJson(
  instrument: Instrument,
  trade: AccountTrade,
): Record<string, unknown> {
  return {
    symbol: trade.symbol,
    id: trade.id,
    orderId: trade.orderId,
    orderListId: NO_LIST,
    price: priceText(instrument, trade.priceTicks),
    qty: quantityText(instrument, trade.lots),
    quoteQty: formatUnits(quoteUnits(instrument, trade.priceTicks, trade.lots)),
    commission: formatUnits(trade.fee),
    commissionAsset: trade.feeAsset,
    time: trade.at,
    isBuyer: trade.isBuyer,
    isMaker: trade.isMaker,
    isBestMatch: true,
  }
}

/** A market order by quote quantity shows what it executed as what it wanted, as on Binance. */
function amounts(instrument: Instrument, order: Order): Record<string, unknown> {
  const { terms } = order
  const isByQuote = terms.quoteOrderUnits !== '0'
  return {
    price: priceText(instrument, terms.priceTicks),
    origQty: quantityText(instrument, isByQuote ? order.executedLots : terms.lots),
    executedQty: quantityText(instrument, order.executedLots),
    cummulativeQuoteQty: formatUnits(order.executedQuoteUnits),
    status: order.status,
    timeInForce: terms.timeInForce,
    type: terms.type,
    side: terms.side,
  }
}

function fillJson(instrument: Instrument, trade: AccountTrade): Record<string, unknown> {
  return {
    price: priceText(instrument, trade.priceTicks),
    qty: quantityText(instrument, trade.lots),
    commission: formatUnits(trade.fee),
    commissionAsset: trade.feeAsset,
    tradeId: trade.id,
  }
}
