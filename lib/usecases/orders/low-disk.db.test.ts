import { expect, test } from 'vitest'
import { readAccount } from '#store/accounts.ts'
import { DISK_FREE_BYTES_MIN } from '#store/trading-halts.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { reportHeartbeat } from '#usecases/system/report-heartbeat.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFills } from './record-fills.ts'
import { submitOrder } from './submit-order.ts'

const clone = await openTestDatabase()

const claim = ({ runner, lease }: OrderDesk) => claimOrders(runner, { lease, mayTradeLive: false })

test('with less room on the disk than PostgreSQL may need, nothing new is placed or sent, and it ends by itself', async () => {
  const desk = await openOrderDesk(clone)
  const waiting = await placeOrder(desk.trader, desk.order())
  await tellFreeBytes(desk, DISK_FREE_BYTES_MIN - 1)
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({
    state: 'DENIED',
    reason: 'TRADING_STATE_REDUCING',
  })
  expect(await claim(desk)).toEqual([])
  expect(await stateOf(desk)).toEqual({ tradingState: 'REDUCING', tradingReason: 'DISK_LOW' })
  await tellFreeBytes(desk, DISK_FREE_BYTES_MIN)
  expect(await claim(desk)).toMatchObject([{ id: waiting.id }])
  expect(await stateOf(desk)).toEqual({ tradingState: 'ACTIVE', tradingReason: null })
})

test('a full disk keeps nobody from closing a position and canceling orders', async () => {
  const desk = await openOrderDesk(clone)
  await holdPosition(desk)
  const resting = await placeOrder(desk.trader, desk.order())
  await tellFreeBytes(desk, 0)
  const terms = { side: 'sell', reduceOnly: true, limitPrice: p('99') } as const
  const closing = await placeOrder(desk.trader, desk.order(terms))
  expect(await claim(desk)).toMatchObject([{ id: closing.id }])
  expect(await cancelOrder(desk.trader, { orderId: resting.id })).toMatchObject({
    state: 'CANCELED',
  })
})

function tellFreeBytes({ clock }: OrderDesk, diskFreeBytes: number) {
  const { database } = clone
  const beat = { process: 'web', instance: 'web-1', startedAt: clock.now() }
  return reportHeartbeat({ database }, { ...beat, detail: { diskFreeBytes } })
}

async function stateOf({ firm, account: { accountId } }: OrderDesk) {
  const account = await firm.db.read((tx) => readAccount(tx, accountId))
  return { tradingState: account?.tradingState, tradingReason: account?.tradingReason }
}

async function holdPosition(desk: OrderDesk): Promise<void> {
  await tellFreeBytes(desk, DISK_FREE_BYTES_MIN)
  await placeOrder(desk.trader, desk.order())
  for (const order of await claim(desk)) await submitOrder(desk.runner, order)
  const [venueOrderId = ''] = desk.venue.orders.keys()
  const fill = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q('1') })
  await recordFills(desk.runner, { fills: [fill], source: 'stream' })
}
