import { expect, test } from 'vitest'
import { add } from '#core/money/money.ts'
import { p, q } from '#test/builders.ts'
import { BTC_USDT, openPaperDesk } from '#test/paper-desk.ts'
import { paperOrder, startTestRunner, untilOrder, untilTrading } from '#test/running-desk.ts'
import { amendOrder } from '#usecases/orders/amend-order.ts'
import { getOrder } from '#usecases/orders/get-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'

const { env, exchange, firm, openAccount, trader } = await openPaperDesk({ bid: '48000' })
const ORIGIN = { kind: 'person', id: 'a-trader', signalId: null } as const

/** Somebody sells into our bid, up to its price. */
function sellTo(price: string, quantity: string) {
  return exchange.control.addLiquidity('BTCUSDT', [{ side: 'SELL', price, quantity }])
}

test('at a real exchange an amended order leaves before the new one arrives, and both fill no more than asked', async () => {
  await using _runner = await startTestRunner(env)
  const account = await openAccount()
  await untilTrading(firm, account, BTC_USDT)
  const placed = { quantity: q('0.02'), limitPrice: p('49000') }
  const { id: orderId } = await placeOrder(trader, paperOrder(account, BTC_USDT, placed))
  await untilOrder(firm, orderId, ['WORKING'])
  await sellTo('49000', '0.005')
  await untilOrder(firm, orderId, ['PARTIALLY_FILLED'])
  const next = await amendOrder(trader, { orderId, limitPrice: p('49100'), origin: ORIGIN })
  await untilOrder(firm, next.id, ['WORKING'])
  const old = await getOrder(trader, { orderId })
  const working = await getOrder(trader, { orderId: next.id })
  expect(old).toMatchObject({ state: 'CANCELED', filledQuantity: q('0.005') })
  expect(working).toMatchObject({ quantity: q('0.015'), limitPrice: p('49100') })
  expect(old.closedAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(working.sentAt ?? 0)
  await sellTo('49100', '0.1')
  const { filledQuantity } = await untilOrder(firm, next.id, ['FILLED'])
  expect(add(old.filledQuantity, filledQuantity)).toBe(q('0.02'))
})
