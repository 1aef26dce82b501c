import { expect, test } from 'vitest'
import { FIRM_SCOPE } from '#browser/scope.ts'
import { closedOrdersInput, openOrdersInput, orderFilterOf, ordersPath } from './order-filter.ts'

test.each(['/desk/orders', '/desk/orders?tab=history&instrument=sim%3ABTC-USDT&filter=stop'])(
  'a filter survives its address: %s',
  (path) => {
    const params = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
    expect(ordersPath(orderFilterOf(params, FIRM_SCOPE))).toBe(path)
  },
)

test('what makes no sense in an address is left out', () => {
  const filter = orderFilterOf({ tab: 'gone', instrument: 'BTC' }, FIRM_SCOPE)
  expect(filter).toEqual({ tab: 'open', scope: FIRM_SCOPE, instrumentId: null, text: '' })
})

test('each tab asks for its own orders, of the narrowest scope', () => {
  const filter = orderFilterOf({}, { clientId: 'client', accountId: 'account' })
  expect(openOrdersInput(filter)).toEqual({ accountId: 'account', state: 'open', limit: 200 })
  expect(closedOrdersInput(filter)).toEqual({ accountId: 'account', state: 'closed', limit: 50 })
})
