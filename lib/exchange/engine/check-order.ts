import { ApiError, filterFailure, illegalParameter } from '../api-error.ts'
import { ASSET_DECIMALS, parseDecimal, UNITS_PER_ONE } from '../decimal.ts'
import {
  type Instrument,
  NOTIONAL_MAX,
  NOTIONAL_MIN,
  PRICE_DIVISOR_DOWN,
  PRICE_MULTIPLIER_UP,
  quoteUnits,
} from '../instruments.ts'
import type { OrderSide, OrderType, SelfTradeMode, TimeInForce } from './order.ts'

/** A new order as the client wrote it; which fields a type needs has been checked by the dialect. */
export type OrderRequest = {
  readonly symbol: string
  readonly side: OrderSide
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  readonly quantity?: string | undefined
  readonly quoteOrderQty?: string | undefined
  readonly price?: string | undefined
  readonly stopPrice?: string | undefined
  readonly clientOrderId?: string | undefined
  readonly selfTrade: SelfTradeMode
}

export type CheckedOrder = {
  readonly priceTicks: number
  readonly stopTicks: number
  /** 0 for a market order by quote quantity: the book decides. */
  readonly lots: number
  readonly quoteOrderUnits: bigint
}

/** Holds a request against the symbol's filters. `averageTicks` is the price of the last minutes, 0 if none. */
export function checkOrder(
  instrument: Instrument,
  request: OrderRequest,
  averageTicks: number,
): CheckedOrder {
  const priceTicks = checkPrice(instrument, 'price', request.price)
  const stopTicks = checkPrice(instrument, 'stopPrice', request.stopPrice)
  if (priceTicks > 0) checkPercentPrice(priceTicks, averageTicks)
  const lots = checkQuantity(instrument, request)
  const quoteOrderUnits =
    request.quoteOrderQty === undefined ? 0n : decimal('quoteOrderQty', request.quoteOrderQty)
  const notional =
    quoteOrderUnits > 0n
      ? quoteOrderUnits
      : quoteUnits(instrument, priceTicks > 0 ? priceTicks : averageTicks, lots)
  checkNotional(notional, request.type === 'MARKET' && averageTicks === 0)
  return { priceTicks, stopTicks, lots, quoteOrderUnits }
}

function checkPrice(instrument: Instrument, name: string, text: string | undefined): number {
  if (text === undefined) return 0
  const units = decimal(name, text)
  const ticks = wholeSteps(units, instrument.tickDecimals)
  const isAllowed = ticks !== null && ticks > 0 && ticks <= instrument.priceTicksMax
  if (!isAllowed) throw filterFailure('PRICE_FILTER')
  return ticks
}

function checkPercentPrice(ticks: number, averageTicks: number): void {
  if (averageTicks === 0) return
  const up = averageTicks * Number(PRICE_MULTIPLIER_UP)
  const down = averageTicks / Number(PRICE_DIVISOR_DOWN)
  const isInside = ticks <= up && ticks >= down
  if (!isInside) throw filterFailure('PERCENT_PRICE_BY_SIDE')
}

function checkQuantity(instrument: Instrument, request: OrderRequest): number {
  if (request.quantity === undefined) return 0
  const lots = wholeSteps(decimal('quantity', request.quantity), instrument.lotDecimals)
  const isAllowed = lots !== null && lots > 0 && lots <= instrument.lotsMax
  if (!isAllowed) throw filterFailure('LOT_SIZE')
  if (request.type === 'MARKET' && lots > instrument.marketLotsMax) {
    throw filterFailure('MARKET_LOT_SIZE')
  }
  return lots
}

function checkNotional(notional: bigint, hasNoPrice: boolean): void {
  const isAllowed =
    notional >= NOTIONAL_MIN * UNITS_PER_ONE && notional <= NOTIONAL_MAX * UNITS_PER_ONE
  if (!isAllowed && !hasNoPrice) throw filterFailure('NOTIONAL')
}

/** Units of 1e-8 as whole steps of 10^-stepDecimals, or null when something is left over. */
function wholeSteps(units: bigint, stepDecimals: number): number | null {
  const step = 10n ** BigInt(ASSET_DECIMALS - stepDecimals)
  return units % step === 0n ? Number(units / step) : null
}

function decimal(name: string, text: string): bigint {
  const parsed = parseDecimal(text, ASSET_DECIMALS)
  switch (parsed.kind) {
    case 'ok':
      return parsed.scaled
    case 'malformed':
      throw illegalParameter(name, '^([0-9]{1,20})(\\.[0-9]{1,20})?$')
    default:
      throw new ApiError(-1111, `Parameter '${name}' has too much precision.`)
  }
}
