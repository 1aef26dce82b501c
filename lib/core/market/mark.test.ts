import { describe, expect, test } from 'vitest'
import { assetIdOf } from '#core/market/instrument.ts'
import { type MarkedMarket, markOf, type Quote, valueIn } from '#core/market/mark.ts'
import { a, at, BNB, BTC, p, USDT } from '#test/builders.ts'

const quote: Quote = { bid: p('99'), ask: p('100'), last: p('98'), at: at(1_000) }
const MAX_AGE_MS = 500

describe('the mark', () => {
  test('is the middle of the book', () => {
    expect(markOf(quote, at(1_200), MAX_AGE_MS)).toEqual({
      kind: 'marked',
      price: p('99.5'),
      source: 'mid',
      ageMs: 200,
      isStale: false,
    })
  })

  test.each([
    ['without a bid', { bid: null }],
    ['without an ask', { ask: null }],
    ['of a crossed book', { bid: p('101') }],
  ])('%s is the last trade', (_, shown) => {
    expect(markOf({ ...quote, ...shown }, at(1_000), MAX_AGE_MS)).toMatchObject({
      price: p('98'),
      source: 'last',
    })
  })

  test('of a locked book is its one price', () => {
    expect(markOf({ ...quote, bid: p('100') }, at(1_000), MAX_AGE_MS)).toMatchObject({
      price: p('100'),
      source: 'mid',
    })
  })

  test('is stale one millisecond after its greatest age', () => {
    expect(markOf(quote, at(1_500), MAX_AGE_MS)).toMatchObject({ ageMs: 500, isStale: false })
    expect(markOf(quote, at(1_501), MAX_AGE_MS)).toMatchObject({ ageMs: 501, isStale: true })
  })

  test('from a clock ahead of ours has no age', () => {
    expect(markOf(quote, at(900), MAX_AGE_MS)).toMatchObject({ ageMs: 0, isStale: false })
  })

  test('that is not there says why', () => {
    expect(markOf(null, at(0), MAX_AGE_MS)).toEqual({ kind: 'unmarked', reason: 'NO_QUOTE' })
    const empty = { ...quote, bid: null, last: null }
    expect(markOf(empty, at(0), MAX_AGE_MS)).toEqual({
      kind: 'unmarked',
      reason: 'NO_MID_AND_NO_LAST',
    })
  })
})

describe('a value in another asset', () => {
  const USD = assetIdOf('USD')
  const ETH = assetIdOf('ETH')
  const market = (shown: Partial<MarkedMarket>): MarkedMarket => ({
    base: BTC,
    quote: USDT,
    price: p('50000'),
    isStale: false,
    ...shown,
  })

  test('in itself is itself, without a market', () => {
    expect(valueIn({ asset: USDT, amount: a('5'), target: USDT, markets: [] })).toEqual({
      kind: 'valued',
      amount: a('5'),
      path: [USDT],
      isStale: false,
    })
  })

  test('goes directly', () => {
    expect(
      valueIn({ asset: BTC, amount: a('0.5'), target: USDT, markets: [market({})] }),
    ).toMatchObject({ amount: a('25000'), path: [BTC, USDT] })
  })

  test('goes by the inverse market', () => {
    expect(
      valueIn({ asset: USDT, amount: a('25000'), target: BTC, markets: [market({})] }),
    ).toMatchObject({ amount: a('0.5'), path: [USDT, BTC] })
  })

  test('goes over one asset between, and is stale if a step is', () => {
    const markets = [
      market({ base: BNB, price: p('500'), isStale: true }),
      market({ base: USDT, quote: USD, price: p('0.999') }),
    ]
    expect(valueIn({ asset: BNB, amount: a('2'), target: USD, markets })).toEqual({
      kind: 'valued',
      amount: a('999'),
      path: [BNB, USDT, USD],
      isStale: true,
    })
  })

  test('prefers the direct market to a way over another asset', () => {
    const markets = [
      market({ base: BNB, quote: BTC, price: p('0.01') }),
      market({}),
      market({ base: BNB, price: p('501') }),
    ]
    expect(valueIn({ asset: BNB, amount: a('1'), target: USDT, markets })).toMatchObject({
      amount: a('501'),
      path: [BNB, USDT],
    })
  })

  test('of a debt is a debt', () => {
    expect(
      valueIn({ asset: BTC, amount: a('-1'), target: USDT, markets: [market({})] }),
    ).toMatchObject({ amount: a('-50000') })
  })

  test('without a path is unknown, never 0; two assets between are too many', () => {
    const markets = [
      market({ base: ETH, quote: BTC, price: p('0.05') }),
      market({}),
      market({ base: USDT, quote: USD, price: p('1') }),
      market({ base: BNB, price: p('0') }),
    ]
    const unvalued = { kind: 'unvalued', reason: 'NO_PATH' }
    expect(valueIn({ asset: ETH, amount: a('1'), target: USD, markets })).toEqual(unvalued)
    expect(valueIn({ asset: BNB, amount: a('1'), target: USDT, markets })).toEqual(unvalued)
  })
})
