import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { QUOTE_AGE_MS_MAX } from './decide-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFills } from './record-fills.ts'
import { submitOrder } from './submit-order.ts'

const clone = await openTestDatabase()

const claim = ({ runner, lease }: OrderDesk) => claimOrders(runner, { lease, mayTradeLive: false })

const FAULTS: readonly (readonly [string, (desk: OrderDesk) => Promise<void>])[] = [
  ['stale', async ({ clock }) => clock.advance(QUOTE_AGE_MS_MAX + 1)],
  ['crossed', (desk) => quote(desk, { bid: '101', ask: '100' })],
  ['future-dated', (desk) => quote(desk, { aheadMs: 1_001 })],
]

test.each(FAULTS)('a %s market blocks new orders, decided and claimed', async (name, spoil) => {
  const desk = await openOrderDesk(clone)
  const before = await placeOrder(desk.trader, desk.order())
  await spoil(desk)
  expect(await claim(desk)).toEqual([])
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({
    state: 'DENIED',
    reason: name === 'stale' ? 'MARKET_DATA_STALE' : 'MARKET_DATA_FAULTY',
  })
  await quote(desk, {})
  expect(await claim(desk)).toMatchObject([{ id: before.id }])
})

test.each(FAULTS)(
  'a %s market lets a position be closed and orders be canceled',
  async (_, spoil) => {
    const desk = await openOrderDesk(clone)
    await holdPosition(desk)
    const resting = await placeOrder(desk.trader, desk.order())
    await spoil(desk)
    const closing = await placeOrder(desk.trader, closingOrder(desk))
    expect(closing.state).toBe('NEW')
    expect(await claim(desk)).toMatchObject([{ id: closing.id }])
    expect(await cancelOrder(desk.trader, { orderId: resting.id })).toMatchObject({
      state: 'CANCELED',
    })
  },
)

test.each([-1_001, null])(
  'with a clock that is %s ms off only what closes is claimed, from the next claim on',
  async (off) => {
    const desk = await openOrderDesk(clone)
    await holdPosition(desk)
    const opening = await placeOrder(desk.trader, desk.order())
    const closing = await placeOrder(desk.trader, closingOrder(desk))
    let offsetMs: number | null = off
    desk.venue.clockOffsetMs = () => offsetMs
    expect(await claim(desk)).toMatchObject([{ id: closing.id }])
    offsetMs = 1_000
    expect(await claim(desk)).toMatchObject([{ id: opening.id }])
  },
)

function quote(
  { clock, instrumentId }: OrderDesk,
  { bid = '99.99', ask = '100.01', aheadMs = 0 }: { bid?: string; ask?: string; aheadMs?: number },
) {
  const receivedAt = unixMsOf(clock.now() + aheadMs)
  return quoteMarket(clone.database, instrumentId, { bid, ask, last: '100', receivedAt })
}

function closingOrder(desk: OrderDesk) {
  return desk.order({ side: 'sell', reduceOnly: true, limitPrice: p('99') })
}

async function holdPosition(desk: OrderDesk): Promise<void> {
  await quote(desk, {})
  await placeOrder(desk.trader, desk.order())
  for (const order of await claim(desk)) await submitOrder(desk.runner, order)
  const [venueOrderId = ''] = desk.venue.orders.keys()
  const fill = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q('1') })
  await recordFills(desk.runner, { fills: [fill], source: 'stream' })
}
