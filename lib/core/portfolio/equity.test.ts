import { expect, test } from 'vitest'
import { equityOf } from '#core/portfolio/equity.ts'
import { a, BNB, BTC, p, USDT } from '#test/builders.ts'

const btcMarket = { base: BTC, quote: USDT, price: p('50000'), isStale: false }
const bnbMarket = { base: BNB, quote: USDT, price: p('500'), isStale: true }

test('equity is the sum of holdings at mark', () => {
  const holdings = [
    { asset: USDT, total: a('1000') },
    { asset: BTC, total: a('0.1') },
  ]
  expect(equityOf({ holdings, target: USDT, markets: [btcMarket] })).toEqual({
    kind: 'valued',
    amount: a('6000'),
    isStale: false,
  })
})

test('equity over a stale mark says so', () => {
  const holdings = [{ asset: BNB, total: a('2') }]
  expect(equityOf({ holdings, target: USDT, markets: [bnbMarket] })).toMatchObject({
    amount: a('1000'),
    isStale: true,
  })
})

test('an asset without a mark makes equity unknown, never smaller', () => {
  const holdings = [
    { asset: USDT, total: a('1000') },
    { asset: BNB, total: a('2') },
  ]
  expect(equityOf({ holdings, target: USDT, markets: [btcMarket] })).toEqual({
    kind: 'unvalued',
    unvaluedAssets: [BNB],
  })
})

test('an asset of which nothing is left needs no mark', () => {
  const holdings = [{ asset: BNB, total: a('0') }]
  expect(equityOf({ holdings, target: USDT, markets: [] })).toMatchObject({ amount: a('0') })
})
