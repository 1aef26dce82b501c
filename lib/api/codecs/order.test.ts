import { expect, test } from 'vitest'
import * as z from 'zod'
import { q } from '#test/builders.ts'
import { toWireId } from './id.ts'
import { placeOrderInput } from './order.ts'

const uuid = '01932c07-209c-7000-8000-000000000001'
const wire = {
  accountId: toWireId('account', uuid),
  bookId: toWireId('book', uuid),
  instrumentId: 'sim:BTC-USDT',
  side: 'buy',
  type: 'market',
  timeInForce: 'IOC',
  quantity: '0.05',
}

test('money and ids become domain values, and what is left out becomes null', () => {
  expect(z.decode(placeOrderInput, wire as never)).toMatchObject({
    accountId: uuid,
    quantity: q('0.05'),
    quoteAmount: null,
    limitPrice: null,
    postOnly: false,
    reason: null,
  })
})

test.each([
  ['a number where text is expected', { quantity: 0.05 }],
  ['an exponent', { quantity: '5e-2' }],
  ['a quantity of zero', { quantity: '0' }],
  ['a 19th decimal', { quantity: '0.0000000000000000001' }],
  ['both a quantity and an amount', { quoteAmount: '10' }],
  ['an id of another kind', { accountId: toWireId('book', uuid) }],
  ['an unknown field', { role: 'ADMIN' }],
  ['an origin of its own', { origin: { kind: 'kill', id: 'x' } }],
])('an order with %s is refused', (_what, change) => {
  expect(z.safeDecode(placeOrderInput, { ...wire, ...change } as never).success).toBe(false)
})
