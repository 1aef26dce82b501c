import { expect, test } from 'vitest'
import { fuzzyScore, rank } from './fuzzy.ts'

const MARKETS = ['ETH-BTC', 'WBTC-ETH', 'BTC-USDT', 'BTC-USDC', 'ETH-USDT']
const find = (query: string, texts: readonly string[] = MARKETS) =>
  rank(texts, { query, textOf: (text) => text, max: 3 })

test('what begins with the query comes before what only has it', () => {
  expect(find('btc')).toEqual(['BTC-USDT', 'BTC-USDC', 'ETH-BTC'])
})

test('the first letters of words find them', () => {
  expect(find('bu')[0]).toBe('BTC-USDT')
  expect(find('af', ['Birch Foundation', 'Alder Trust', 'Ada Foundation'])[0]).toBe(
    'Ada Foundation',
  )
})

test('letters that are missing or in another order find nothing', () => {
  expect(fuzzyScore('btcx', 'BTC-USDT')).toBeNull()
  expect(fuzzyScore('tdsu', 'BTC-USDT')).toBeNull()
})

test('case and spaces do not matter, and signs are only signs', () => {
  expect(find('BTC usdt')[0]).toBe('BTC-USDT')
  expect(find('.*')).toEqual([])
})

test('without a query everything stays in its order, up to the limit', () => {
  expect(find(' ')).toEqual(MARKETS.slice(0, 3))
})
