import { expect, test } from 'vitest'
import {
  parseAmount as a,
  parsePrice as p,
  parseQuantity as q,
  zeroQuantity,
} from '#core/money/money.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { type BookSides, foreseeOrder, type Stand } from './foresee-order.ts'

const BOOK: BookSides = {
  bids: [
    [p('99'), q('1')],
    [p('98'), q('3')],
  ],
  asks: [
    [p('101'), q('1')],
    [p('102'), q('3')],
  ],
}
const FLAT: Stand = { quantity: zeroQuantity, averagePrice: null }

function terms(shown: Partial<OrderTerms>): OrderTerms {
  return {
    side: 'buy',
    type: 'market',
    quantity: q('2'),
    quoteAmount: null,
    limitPrice: null,
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: false,
    ...shown,
  }
}

test('a market order walks the book and names its worst price', () => {
  expect(foreseeOrder(terms({}), { book: BOOK, position: FLAT })).toEqual({
    fillsNow: {
      quantity: q('2'),
      quote: a('203'),
      averagePrice: p('101.5'),
      touch: p('101'),
      worstPrice: p('102'),
      isBeyondBook: false,
    },
    after: { quantity: q('2'), averagePrice: p('101.5') },
  })
})

test('what the visible book cannot fill is said', () => {
  const { fillsNow } = foreseeOrder(terms({ quantity: q('9') }), { book: BOOK, position: FLAT })
  expect(fillsNow).toMatchObject({ quantity: q('4'), isBeyondBook: true })
})

test('money to spend buys no more than it pays for', () => {
  const spend = terms({ quantity: null, quoteAmount: a('152') })
  expect(foreseeOrder(spend, { book: BOOK, position: FLAT }).fillsNow).toMatchObject({
    quantity: q('1.5'),
    quote: a('152'),
  })
})

test('a limit that does not meet the book fills nothing at once, one that does fills up to its price', () => {
  const limit = (limitPrice: string) =>
    foreseeOrder(terms({ type: 'limit', limitPrice: p(limitPrice) }), {
      book: BOOK,
      position: FLAT,
    })
  expect(limit('100').fillsNow).toBeNull()
  expect(limit('101').fillsNow).toMatchObject({ quantity: q('1'), worstPrice: p('101') })
  expect(limit('101').after).toEqual({ quantity: q('2'), averagePrice: p('101') })
})

test.each([
  [
    'more of the same mixes the averages',
    'buy',
    '2',
    { quantity: q('4'), averagePrice: p('100.75') },
  ],
  ['less keeps the average', 'sell', '1', { quantity: q('1'), averagePrice: p('100') }],
  ['all of it leaves none', 'sell', '2', { quantity: q('0'), averagePrice: null }],
  ['the other side begins anew', 'sell', '4', { quantity: q('-2'), averagePrice: p('98.25') }],
] as const)('%s', (_name, side, quantity, after) => {
  const position = { quantity: q('2'), averagePrice: p('100') }
  expect(
    foreseeOrder(terms({ side, quantity: q(quantity) }), { book: BOOK, position }).after,
  ).toEqual(after)
})
