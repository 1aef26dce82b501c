import { describe, expect, test } from 'vitest'
import { EIGHT_SYMBOLS } from '../testing/book-port.ts'
import { FeedError } from './feed-error.ts'
import { parseFeedOption, resolveSymbol } from './feed-option.ts'

describe('a feed option', () => {
  test.each([
    ['live:binance', { kind: 'live', venue: 'binance' }],
    ['a/b_1m.csv.gz', { kind: 'file', path: 'a/b_1m.csv.gz', symbolName: null }],
    ['../x.csv:BTC-USDT', { kind: 'file', path: '../x.csv', symbolName: 'BTC-USDT' }],
    ['x.csv:ethusdt', { kind: 'file', path: 'x.csv', symbolName: 'ethusdt' }],
    ['C:/data/x.csv', { kind: 'file', path: 'C:/data/x.csv', symbolName: null }],
    ['C:\\data\\x.csv:BTC/USDT', { kind: 'file', path: 'C:\\data\\x.csv', symbolName: 'BTC/USDT' }],
  ])('%s is understood', (option, expected) => {
    expect(parseFeedOption(option)).toEqual(expected)
  })

  test.each(['', 'live:', 'live:Binance!', 'live:../x'])('"%s" is refused', (option) => {
    expect(() => parseFeedOption(option)).toThrow(FeedError)
  })
})

describe('the symbol of a file', () => {
  const resolve = (path: string, symbolName: string | null = null): string =>
    resolveSymbol({ path, symbolName, symbols: EIGHT_SYMBOLS }).symbol

  test.each(['BTC-USDT', 'btc/usdt', 'BTC_USDT', 'BTCUSDT'])('may be written %s', (name) => {
    expect(resolve('any.csv', name)).toBe('BTCUSDT')
  })

  test.each([
    ['data/bybit_DOGEUSDT_1m_2025.csv.gz', 'DOGEUSDT'],
    ['ETH-USDT-trades.json.gz', 'ETHUSDT'],
    ['okx_sol_usdt.csv', 'SOLUSDT'],
  ])('is read from the name %s', (path, symbol) => {
    expect(resolve(path)).toBe(symbol)
  })

  test('is asked for, with the symbols there are, when the name does not say it', () => {
    expect(() => resolve('bitfinex_BTCUSD_1m.csv.gz')).toThrow(
      /bitfinex_BTCUSD_1m.csv.gz does not say .* FILE:SYMBOL .*BTC-USDT, ETH-USDT/,
    )
  })

  test('is refused by name when the exchange does not list it', () => {
    expect(() => resolve('x.csv', 'FOO-USDT')).toThrow(/found "FOO-USDT"; use one of BTC-USDT/)
  })
})
