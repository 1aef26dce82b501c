import { expect, test } from 'vitest'
import {
  assetIdOf,
  instrumentIdOf,
  MarketNameError,
  parseInstrumentId,
  venueIdOf,
} from '#core/market/instrument.ts'

test('an instrument id is its venue, base and quote', () => {
  const parts = parseInstrumentId('sim:BTC-USDT')
  expect(parts).toEqual({ venueId: 'sim', base: 'BTC', quote: 'USDT' })
  expect(instrumentIdOf(parts)).toBe('sim:BTC-USDT')
})

test.each([
  '',
  'BTC-USDT',
  'sim:BTC',
  'sim:BTC-',
  'sim:-USDT',
  'sim:BTC-USDT-PERP',
  'SIM:BTC-USDT',
  'sim:BTC/USDT',
  ' sim:BTC-USDT',
  'sim:BTC-USDT\n',
  `sim:${'B'.repeat(33)}-USDT`,
])('%j is not an instrument', (text) => {
  expect(() => parseInstrumentId(text)).toThrow(MarketNameError)
})

test('an asset of a chain carries its CAIP-19 name', () => {
  const usdc = 'eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
  expect(assetIdOf(usdc)).toBe(usdc)
})

test('a name says what was expected and found', () => {
  expect(() => venueIdOf('Sim!')).toThrow('expected a venue such as "sim", found "Sim!"')
  expect(() => assetIdOf('')).toThrow('expected an asset such as "BTC", found ""')
})
