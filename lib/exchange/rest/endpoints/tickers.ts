import { invalidSymbol } from '../../api-error.ts'
import { bookTickerJson, dayTicker, tickLotsText } from '../../dialect/market-json.ts'
import { priceText, quantityText } from '../../instruments.ts'
import type { SymbolData } from '../../market-data/symbol-data.ts'
import type { Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'
import { askedSymbols } from './general.ts'

export const tickerEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v3/ticker/24hr',
    security: 'NONE',
    weight: dayWeight,
    handle: (context, params) => tickers(context, params, day),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/price',
    security: 'NONE',
    weight: (params) => (params.has('symbol') ? 2 : 4),
    handle: (context, params) => tickers(context, params, price),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/bookTicker',
    security: 'NONE',
    weight: (params) => (params.has('symbol') ? 2 : 4),
    handle: (context, params) => tickers(context, params, bookTickerJson),
  },
]

function dayWeight(params: Params): number {
  const isForAll = !params.has('symbol') && !params.has('symbols')
  return isForAll ? 80 : 2
}

/** One object for `symbol`, a list otherwise. */
function tickers(
  context: EndpointContext,
  params: Params,
  json: (data: SymbolData, now: number) => unknown,
): unknown {
  const isSingle = params.has('symbol')
  const symbols = askedSymbols(params) ?? [...context.symbols.keys()]
  params.text('type')
  params.text('symbolStatus')
  params.close()
  const list = symbols.map((symbol) => {
    const data = context.symbols.get(symbol)
    if (data === undefined) throw invalidSymbol()
    return json(data, context.exchange.now())
  })
  return isSingle ? list[0] : list
}

function price(data: SymbolData): unknown {
  const { instrument, lastTradeTicks } = data.book
  return { symbol: instrument.symbol, price: priceText(instrument, lastTradeTicks) }
}

function day(data: SymbolData, now: number): unknown {
  const { instrument } = data.book
  const ticker = dayTicker(data, now)
  if (ticker === null) return { symbol: instrument.symbol, count: 0 }
  const { symbol, ...quotes } = bookTickerJson(data)
  return {
    symbol,
    priceChange: ticker.priceChange,
    priceChangePercent: ticker.priceChangePercent,
    weightedAvgPrice: ticker.weightedAveragePrice,
    prevClosePrice: priceText(instrument, ticker.day.open),
    lastPrice: priceText(instrument, ticker.day.close),
    lastQty: ticker.lastQuantity,
    ...quotes,
    openPrice: priceText(instrument, ticker.day.open),
    highPrice: priceText(instrument, ticker.day.high),
    lowPrice: priceText(instrument, ticker.day.low),
    volume: quantityText(instrument, ticker.day.lots),
    quoteVolume: tickLotsText(instrument, ticker.day.tickLots),
    openTime: ticker.openTime,
    closeTime: ticker.closeTime,
    firstId: ticker.firstId,
    lastId: ticker.lastId,
    count: ticker.day.trades,
  }
}
