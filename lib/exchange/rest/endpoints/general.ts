import { invalidSymbol } from '../../api-error.ts'
import { exchangeInfoJson } from '../../dialect/exchange-info.ts'
import type { Instrument } from '../../instruments.ts'
import type { Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'

export const generalEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v3/ping',
    security: 'NONE',
    weight: 1,
    handle: () => ({}),
  },
  {
    method: 'GET',
    path: '/api/v3/time',
    security: 'NONE',
    weight: 1,
    handle: (context) => ({ serverTime: context.now() }),
  },
  {
    method: 'GET',
    path: '/sapi/v1/system/status',
    security: 'NONE',
    weight: 1,
    handle: () => ({ status: 0, msg: 'normal' }),
  },
  {
    method: 'GET',
    path: '/api/v3/exchangeInfo',
    security: 'NONE',
    weight: 20,
    handle: exchangeInfo,
  },
]

function exchangeInfo(context: EndpointContext, params: Params): unknown {
  const instruments = askedInstruments(context, params)
  for (const name of ['permissions', 'showPermissionSets', 'symbolStatus']) params.text(name)
  params.close()
  return exchangeInfoJson(instruments, context.limiter.limits, context.now())
}

/** The instruments named by `symbol` or `symbols`, or all of them. */
export function askedInstruments(context: EndpointContext, params: Params): Instrument[] {
  const symbols = askedSymbols(params)
  if (symbols === null) return [...context.exchange.instruments.values()]
  return symbols.map((symbol) => {
    const instrument = context.exchange.instruments.get(symbol)
    if (instrument === undefined) throw invalidSymbol()
    return instrument
  })
}

/** `symbol=BTCUSDT` or `symbols=["BTCUSDT","ETHUSDT"]`; null when neither was sent. */
export function askedSymbols(params: Params): readonly string[] | null {
  const symbol = params.text('symbol')
  const symbols = params.text('symbols')
  if (symbol !== undefined) return [symbol]
  if (symbols === undefined) return null
  const list = /^\[("[A-Z0-9]{1,20}"(,"[A-Z0-9]{1,20}")*)\]$/.exec(symbols)
  if (list === null) throw invalidSymbol()
  return (list[1] ?? '').replaceAll('"', '').split(',')
}
