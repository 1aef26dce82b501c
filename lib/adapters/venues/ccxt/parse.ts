import { z } from 'zod'
import { assetIdOf, type InstrumentId } from '#core/market/instrument.ts'
import {
  type Amount,
  isPositive,
  isZero,
  type Price,
  parseAmount,
  parsePrice,
  parseQuantity,
  type Quantity,
  zeroAmount,
} from '#core/money/money.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { VenueBalance, VenueCandle, VenueFill, VenueOrder, VenueQuote } from '#ports/venue.ts'

/**
 * From ccxt's unified shapes to ours. The clients are told to keep every number as the venue's own text
 * (`number: String`), so money never passes through a float; anything else is refused here.
 */

/** Turns ccxt's `BTC/USDT` into our instrument. */
export type SymbolReader = (symbol: string) => InstrumentId

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const optionalDecimal = decimal.nullish()
const time = z.number().int().nonnegative()
const side = z.enum(['buy', 'sell'])

const orderShape = z.object({
  id: z.string().min(1),
  clientOrderId: z.string().nullish(),
  symbol: z.string(),
  side,
  type: z.string().nullish(),
  status: z.enum(['open', 'closed', 'canceled', 'canceling', 'expired', 'rejected']),
  amount: decimal,
  filled: decimal,
  cost: optionalDecimal,
  price: optionalDecimal,
  triggerPrice: optionalDecimal,
  timestamp: time,
  lastUpdateTimestamp: time.nullish(),
  info: z.unknown(),
})

/** Reads an order in ccxt's unified form. */
export function parseOrder(value: unknown, instrumentOf: SymbolReader): VenueOrder {
  const order = orderShape.parse(value)
  const filledQuantity = parseQuantity(order.filled)
  const stopPrice = positivePrice(order.triggerPrice)
  const type = typeOf(order.type, stopPrice)
  return {
    kind: 'order',
    instrumentId: instrumentOf(order.symbol),
    venueOrderId: order.id,
    clientOrderId: originalClientOrderId(order.info) ?? order.clientOrderId ?? null,
    side: order.side,
    type,
    state: stateOf(order.status, filledQuantity),
    quantity: parseQuantity(order.amount),
    filledQuantity,
    filledQuote: amountOr(order.cost, zeroAmount),
    limitPrice: type === 'market' ? null : positivePrice(order.price),
    stopPrice,
    createdAt: unixMsOf(order.timestamp),
    updatedAt: unixMsOf(order.lastUpdateTimestamp ?? order.timestamp),
    message: order.info,
  }
}

/** Binance names a cancel request in `clientOrderId` and the canceled order beside it. */
function originalClientOrderId(info: unknown): string | null {
  const shape = z.object({ origClientOrderId: z.string().min(1) }).safeParse(info)
  return shape.success ? shape.data.origClientOrderId : null
}

function typeOf(type: string | null | undefined, stopPrice: Price | null): VenueOrder['type'] {
  if (stopPrice !== null) return 'stopLimit'
  return type === 'market' ? 'market' : 'limit'
}

function stateOf(
  status: z.infer<typeof orderShape>['status'],
  filled: Quantity,
): VenueOrder['state'] {
  switch (status) {
    case 'open':
    case 'canceling':
      return isPositive(filled) ? 'PARTIALLY_FILLED' : 'WORKING'
    case 'closed':
      return 'FILLED'
    case 'canceled':
      return 'CANCELED'
    case 'expired':
      return 'EXPIRED'
    case 'rejected':
      return 'REJECTED'
  }
}

const feeShape = z.object({ cost: optionalDecimal, currency: z.string().nullish() })
const fillShape = z.object({
  id: z.string().min(1),
  order: z.string().min(1),
  symbol: z.string(),
  side,
  price: decimal,
  amount: decimal,
  cost: decimal,
  fee: feeShape.nullish(),
  takerOrMaker: z.enum(['taker', 'maker']).nullish(),
  timestamp: time,
  info: z.unknown(),
})

/** Reads one of the account's own trades in ccxt's unified form. */
export function parseFill(value: unknown, instrumentOf: SymbolReader): VenueFill {
  const fill = fillShape.parse(value)
  const instrumentId = instrumentOf(fill.symbol)
  return {
    instrumentId,
    venueTradeId: fill.id,
    venueOrderId: fill.order,
    side: fill.side,
    price: parsePrice(fill.price),
    quantity: parseQuantity(fill.amount),
    quoteQuantity: parseAmount(fill.cost),
    // A trade without a fee says so in the quote asset, which every trade moves.
    feeAsset: assetIdOf(fill.fee?.currency ?? quoteOf(fill.symbol)),
    feeAmount: amountOr(fill.fee?.cost, zeroAmount),
    liquidity: fill.takerOrMaker ?? 'taker',
    venueAt: unixMsOf(fill.timestamp),
    message: fill.info,
  }
}

function quoteOf(symbol: string): string {
  return symbol.slice(symbol.indexOf('/') + 1)
}

const balancesShape = z.object({
  free: z.record(z.string(), decimal.optional()),
  used: z.record(z.string(), decimal.optional()),
})

/** Reads ccxt's unified balances; assets of which there is nothing are left out. */
export function parseBalances(value: unknown): VenueBalance[] {
  const { free, used } = balancesShape.parse(value)
  const assets = new Set([...Object.keys(free), ...Object.keys(used)])
  return [...assets]
    .sort()
    .map((asset) => ({
      asset: assetIdOf(asset),
      free: amountOr(free[asset], zeroAmount),
      locked: amountOr(used[asset], zeroAmount),
    }))
    .filter((balance) => !isZero(balance.free) || !isZero(balance.locked))
}

const tickerShape = z.object({
  symbol: z.string(),
  bid: optionalDecimal,
  ask: optionalDecimal,
  last: optionalDecimal,
  open: optionalDecimal,
  baseVolume: optionalDecimal,
})

/** What a ticker says beyond its best prices. */
export type DayFigures = Pick<VenueQuote, 'last' | 'open24h' | 'volume24h'>

export function parseBestPrices(value: unknown): Pick<VenueQuote, 'bid' | 'ask'> {
  const ticker = tickerShape.parse(value)
  return { bid: positivePrice(ticker.bid), ask: positivePrice(ticker.ask) }
}

export function parseDayFigures(value: unknown): DayFigures {
  const ticker = tickerShape.parse(value)
  return {
    last: positivePrice(ticker.last),
    open24h: positivePrice(ticker.open),
    volume24h: ticker.baseVolume ? parseQuantity(ticker.baseVolume) : null,
  }
}

const figure = z.union([z.number(), z.string().transform(Number)]).pipe(z.number())
const candleShape = z.tuple([time, figure, figure, figure, figure, figure])

/** Reads `[openAt, open, high, low, close, volume]`. Candles are numbers, never money. */
export function parseCandle(value: unknown): VenueCandle {
  const [openAt, open, high, low, close, volume] = candleShape.parse(value)
  return { openAt: unixMsOf(openAt), open, high, low, close, volume }
}

/** Text in, an amount out; nothing where the venue said nothing. */
export function amountOr(text: string | null | undefined, otherwise: Amount): Amount {
  return text ? parseAmount(text) : otherwise
}

function positivePrice(text: string | null | undefined): Price | null {
  if (!text) return null
  const price = parsePrice(text)
  return isPositive(price) ? price : null
}

/** Reads ccxt's server time. */
export function parseTime(value: unknown): UnixMs {
  return unixMsOf(z.number().int().parse(value))
}
