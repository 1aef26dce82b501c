import { expect, test } from 'vitest'
import { emptyPosition } from '#core/portfolio/position.ts'
import { a, p, q } from '#test/builders.ts'
import { type ProtectiveOrder, protectionOf } from './protection.ts'

const instrumentId = 'sim:BTC-USDT' as ProtectiveOrder['instrumentId']
const long = { ...emptyPosition('book', instrumentId), quantity: q('2'), cost: a('200') }
const short = { ...long, quantity: q('-2'), cost: a('-200') }

function aStop(told: Partial<ProtectiveOrder> = {}): ProtectiveOrder {
  return {
    id: 'stop',
    bookId: 'book',
    instrumentId,
    side: 'sell',
    type: 'stopLimit',
    quantity: q('2'),
    filledQuantity: q('0'),
    stopPrice: p('90'),
    limitPrice: p('89'),
    state: 'WORKING',
    cancelRequestedAt: null,
    ...told,
  }
}

test('a standing stop protects what it would close, and says what that would realise', () => {
  expect(protectionOf(long, [aStop({ quantity: q('0.5') })])).toEqual({
    quantity: q('0.5'),
    stops: [{ orderId: 'stop', stopPrice: p('90'), quantity: q('0.5') }],
    pnlAtStops: a('-5'),
  })
})

test('more stops than position protect the position once, the first to trigger first', () => {
  const stops = [aStop({ id: 'low', stopPrice: p('80') }), aStop({ quantity: q('1.5') })]
  expect(protectionOf(long, stops)).toEqual({
    quantity: q('2'),
    stops: [
      { orderId: 'stop', stopPrice: p('90'), quantity: q('1.5') },
      { orderId: 'low', stopPrice: p('80'), quantity: q('0.5') },
    ],
    pnlAtStops: a('-25'),
  })
})

test('a short is protected by stops that buy, the lowest first', () => {
  const stops = [
    aStop({ id: 'far', side: 'buy', stopPrice: p('120') }),
    aStop({ side: 'buy', stopPrice: p('110'), quantity: q('1') }),
  ]
  expect(protectionOf(short, stops)).toMatchObject({
    quantity: q('2'),
    stops: [{ orderId: 'stop' }, { orderId: 'far' }],
    pnlAtStops: a('-30'),
  })
})

test('what is partly filled protects with what is left', () => {
  const stop = aStop({ state: 'PARTIALLY_FILLED', filledQuantity: q('1.5') })
  expect(protectionOf(long, [stop]).quantity).toBe(q('0.5'))
})

test.each<[string, Partial<ProtectiveOrder>]>([
  ['not yet acknowledged', { state: 'SENDING' }],
  ['in doubt', { state: 'QUARANTINED' }],
  ['not yet sent', { state: 'NEW' }],
  ['being canceled', { cancelRequestedAt: 1 as ProtectiveOrder['cancelRequestedAt'] }],
  ['over', { state: 'CANCELED' }],
  ['on the same side as the position', { side: 'buy' }],
  ['of another book', { bookId: 'other' }],
  ['no stop', { type: 'limit' }],
])('an order that is %s protects nothing', (_why, told) => {
  expect(protectionOf(long, [aStop(told)])).toEqual({
    quantity: q('0'),
    stops: [],
    pnlAtStops: null,
  })
})

test('a flat position needs no protection', () => {
  expect(protectionOf(emptyPosition('book', instrumentId), [aStop()]).stops).toEqual([])
})
