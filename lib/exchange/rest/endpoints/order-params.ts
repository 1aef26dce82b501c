import {
  ApiError,
  illegalParameter,
  mandatoryParameter,
  parameterNotRequired,
} from '../../api-error.ts'
import type { ResponseType } from '../../dialect/order-json.ts'
import type { OrderRequest } from '../../engine/check-order.ts'
import type { OrderType, SelfTradeMode, TimeInForce } from '../../engine/order.ts'
import type { Params } from '../params.ts'

const CLIENT_ID = /^[.A-Z:/a-z0-9_-]{1,36}$/
const TYPES: readonly OrderType[] = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT_LIMIT',
]
const SELF_TRADE_MODES: readonly SelfTradeMode[] = [
  'NONE',
  'EXPIRE_TAKER',
  'EXPIRE_MAKER',
  'EXPIRE_BOTH',
]
type Field = 'timeInForce' | 'quantity' | 'price' | 'stopPrice' | 'quoteOrderQty'

/** The fields each order type must carry; a market order carries exactly one of its two. */
const FIELDS: Record<OrderType, readonly Field[]> = {
  LIMIT: ['timeInForce', 'quantity', 'price'],
  LIMIT_MAKER: ['quantity', 'price'],
  MARKET: [],
  STOP_LOSS_LIMIT: ['timeInForce', 'quantity', 'price', 'stopPrice'],
  TAKE_PROFIT_LIMIT: ['timeInForce', 'quantity', 'price', 'stopPrice'],
}
const MARKET_AMOUNTS: readonly Field[] = ['quantity', 'quoteOrderQty']
const ALL_FIELDS: readonly Field[] = [
  'timeInForce',
  'quantity',
  'price',
  'stopPrice',
  'quoteOrderQty',
]

export type NewOrderParams = {
  readonly request: OrderRequest
  readonly responseType: ResponseType
}

/** Reads a new order; the caller closes `params` when it has read its own. */
export function readNewOrder(params: Params): NewOrderParams {
  const symbol = params.mandatoryText('symbol')
  const side = params.choice('side', ['BUY', 'SELL'], {
    refuse: () => new ApiError(-1117, 'Invalid side.'),
  })
  const type = params.choice('type', TYPES, {
    refuse: () => new ApiError(-1116, 'Invalid orderType.'),
  })
  checkFields(type, params)
  if (params.text('icebergQty') !== undefined) {
    throw new ApiError(-1013, 'Iceberg orders are not supported for this symbol.')
  }
  const timeInForce = params.choice<TimeInForce>('timeInForce', ['GTC', 'IOC', 'FOK'], {
    fallback: 'GTC',
    refuse: () => new ApiError(-1115, 'Invalid timeInForce.'),
  })
  const selfTrade = params.choice('selfTradePreventionMode', SELF_TRADE_MODES, {
    fallback: 'EXPIRE_MAKER',
  })
  const isImmediate = type === 'LIMIT' || type === 'MARKET'
  const responseType = params.choice<ResponseType>('newOrderRespType', ['ACK', 'RESULT', 'FULL'], {
    fallback: isImmediate ? 'FULL' : 'ACK',
  })
  params.integer('strategyId')
  params.integer('strategyType')
  const request = {
    symbol,
    side,
    type,
    timeInForce,
    quantity: params.text('quantity'),
    quoteOrderQty: params.text('quoteOrderQty'),
    price: params.text('price'),
    stopPrice: params.text('stopPrice'),
    clientOrderId: readClientId(params, 'newClientOrderId'),
    selfTrade,
  }
  return { request, responseType }
}

export function readClientId(params: Params, name: string): string | undefined {
  const id = params.text(name)
  if (id !== undefined && !CLIENT_ID.test(id)) {
    throw illegalParameter(name, '^[\\.A-Z\\:/a-z0-9_-]{1,36}$')
  }
  return id
}

function checkFields(type: OrderType, params: Params): void {
  const needed = FIELDS[type]
  for (const field of needed) {
    if (!params.has(field)) throw mandatoryParameter(field)
  }
  const isMarket = type === 'MARKET'
  const allowed = isMarket ? MARKET_AMOUNTS : needed
  const extra = ALL_FIELDS.find((field) => params.has(field) && !allowed.includes(field))
  if (extra !== undefined) throw parameterNotRequired(extra)
  if (isMarket) checkMarketAmount(params)
}

function checkMarketAmount(params: Params): void {
  const hasQuantity = params.has('quantity')
  const hasQuote = params.has('quoteOrderQty')
  if (hasQuantity && hasQuote) throw parameterNotRequired('quoteOrderQty')
  if (!hasQuantity && !hasQuote) throw mandatoryParameter('quantity')
}
