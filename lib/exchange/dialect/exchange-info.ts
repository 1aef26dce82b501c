import { ASSET_DECIMALS, formatUnits, UNITS_PER_ONE } from '../decimal.ts'
import {
  AVERAGE_PRICE_MINUTES,
  type Instrument,
  NOTIONAL_MAX,
  NOTIONAL_MIN,
  OPEN_ORDERS_MAX,
  OPEN_STOP_ORDERS_MAX,
  PRICE_DIVISOR_DOWN,
  PRICE_MULTIPLIER_UP,
  priceText,
  quantityText,
} from '../instruments.ts'
import type { RateLimits } from '../rest/rate-limits.ts'

/** `GET /api/v3/exchangeInfo`. */
export function exchangeInfoJson(
  instruments: Iterable<Instrument>,
  limits: RateLimits,
  serverTime: number,
): Record<string, unknown> {
  return {
    timezone: 'UTC',
    serverTime,
    rateLimits: rateLimitsJson(limits),
    exchangeFilters: [],
    symbols: Array.from(instruments, symbolJson),
  }
}

export function rateLimitsJson(limits: RateLimits): readonly Record<string, unknown>[] {
  return [
    limitJson('REQUEST_WEIGHT', 'MINUTE', 1, limits.requestWeightPerMinute),
    limitJson('ORDERS', 'SECOND', 10, limits.ordersPer10s),
    limitJson('ORDERS', 'DAY', 1, limits.ordersPerDay),
    limitJson('RAW_REQUESTS', 'MINUTE', 5, limits.rawRequestsPer5m),
  ]
}

export function limitJson(
  rateLimitType: string,
  interval: string,
  intervalNum: number,
  limit: number,
): Record<string, unknown> {
  return { rateLimitType, interval, intervalNum, limit }
}

function symbolJson(instrument: Instrument): Record<string, unknown> {
  return {
    symbol: instrument.symbol,
    status: 'TRADING',
    baseAsset: instrument.base,
    baseAssetPrecision: ASSET_DECIMALS,
    quoteAsset: instrument.quote,
    quotePrecision: ASSET_DECIMALS,
    quoteAssetPrecision: ASSET_DECIMALS,
    baseCommissionPrecision: ASSET_DECIMALS,
    quoteCommissionPrecision: ASSET_DECIMALS,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    opoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: true,
    amendAllowed: false,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: filtersJson(instrument),
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
  }
}

function filtersJson(instrument: Instrument): readonly Record<string, unknown>[] {
  const up = String(PRICE_MULTIPLIER_UP)
  const down = String(1 / Number(PRICE_DIVISOR_DOWN))
  return [
    {
      filterType: 'PRICE_FILTER',
      minPrice: priceText(instrument, 1),
      maxPrice: priceText(instrument, instrument.priceTicksMax),
      tickSize: priceText(instrument, 1),
    },
    {
      filterType: 'LOT_SIZE',
      minQty: quantityText(instrument, 1),
      maxQty: quantityText(instrument, instrument.lotsMax),
      stepSize: quantityText(instrument, 1),
    },
    {
      filterType: 'MARKET_LOT_SIZE',
      minQty: formatUnits(0n),
      maxQty: quantityText(instrument, instrument.marketLotsMax),
      stepSize: formatUnits(0n),
    },
    {
      filterType: 'PERCENT_PRICE_BY_SIDE',
      bidMultiplierUp: up,
      bidMultiplierDown: down,
      askMultiplierUp: up,
      askMultiplierDown: down,
      avgPriceMins: AVERAGE_PRICE_MINUTES,
    },
    {
      filterType: 'NOTIONAL',
      minNotional: formatUnits(NOTIONAL_MIN * UNITS_PER_ONE),
      applyMinToMarket: true,
      maxNotional: formatUnits(NOTIONAL_MAX * UNITS_PER_ONE),
      applyMaxToMarket: true,
      avgPriceMins: AVERAGE_PRICE_MINUTES,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: OPEN_ORDERS_MAX },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: OPEN_STOP_ORDERS_MAX },
  ]
}
