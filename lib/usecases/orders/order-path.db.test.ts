import { expect, test } from 'vitest'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, BNB, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFills } from './record-fills.ts'
import { submitOrder } from './submit-order.ts'
import { syncFills } from './sync-fills.ts'

const clone = await openTestDatabase()
const UNTOUCHED = { 'BTC available': '5', 'USDT available': '10000' }

/** Places an order and sends it. */
async function send(desk: OrderDesk, shown = {}) {
  const { id } = await placeOrder(desk.trader, desk.order(shown))
  const [claimed] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (claimed?.id !== id) throw new Error('the placed order was claimed')
  await submitOrder(desk.runner, claimed)
  return orderOf(desk, id)
}

async function orderOf(desk: OrderDesk, orderId: string) {
  const facts = await desk.orderPath.change(desk.account.accountId, (tx) =>
    tx.readOrder({ orderId }),
  )
  if (!facts?.order) throw new Error('the order is stored')
  return facts.order
}

function positionOf({ firm, account }: OrderDesk) {
  return firm.db.read((tx) =>
    tx.query({
      text: `SELECT trim_scale(quantity)::text AS quantity, trim_scale(cost)::text AS cost,
        trim_scale(realized_pnl)::text AS realized, fees_other, fill_count FROM position WHERE account_id = $1`,
      values: [account.accountId],
    }),
  )
}

async function eventsOf({ firm, account }: OrderDesk) {
  const rows = await firm.db.read((tx) =>
    tx.query<{ seq: string; type: string }>({
      text: 'SELECT seq, type FROM account_event WHERE account_id = $1 ORDER BY seq',
      values: [account.accountId],
    }),
  )
  return rows.map(({ seq, type }) => `${seq} ${type}`)
}

test('an order goes from the wish over the venue to postings, a position and numbered events', async () => {
  const desk = await openOrderDesk(clone)
  const order = await send(desk)
  expect(order).toMatchObject({ state: 'WORKING', venueOrderId: '1', holdAmount: a('100') })
  expect(await desk.balances()).toEqual({
    'BTC available': '5',
    'USDT available': '9900',
    'USDT held': '100',
  })
  desk.venue.fill('1', { price: p('99.5'), quantity: q('0.4') })
  desk.venue.fill('1', {
    price: p('99'),
    quantity: q('0.6'),
    fee: { feeAsset: BNB, feeAmount: a('0.01') },
  })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: desk.clock.now() })
  expect(await orderOf(desk, order.id)).toMatchObject({
    state: 'FILLED',
    filledQuantity: q('1'),
    filledQuote: a('99.2'),
    holdAmount: 0n,
    closedAt: desk.clock.now(),
  })
  expect(await desk.balances()).toEqual({
    'BNB available': '-0.01',
    'BTC available': '6',
    'USDT available': '9900.8',
  })
  expect(await positionOf(desk)).toEqual([
    { quantity: '1', cost: '99.2', realized: '0', fees_other: { BNB: '0.01' }, fill_count: 2 },
  ])
  expect(await eventsOf(desk)).toEqual([
    '1 order',
    '2 balance',
    '3 order',
    '4 order',
    '5 fill',
    '6 balance',
    '7 fill',
    '8 order',
    '9 position',
    '10 balance',
  ])
})

test('a fill reported twice moves money once', async () => {
  const desk = await openOrderDesk(clone)
  await send(desk)
  const fill = desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  const news = { fills: [fill, fill], source: 'stream' } as const
  await Promise.all([recordFills(desk.runner, news), recordFills(desk.runner, news)])
  expect(await desk.balances()).toEqual({ 'BTC available': '6', 'USDT available': '9900' })
})

test('an order that risk denies is stored with its reason and holds nothing', async () => {
  const desk = await openOrderDesk(clone)
  const order = await placeOrder(desk.trader, desk.order({ quantity: q('101') }))
  expect(order).toMatchObject({
    state: 'DENIED',
    reason: 'INSUFFICIENT_FUNDS',
    reasonDetail: 'INSUFFICIENT_FUNDS: asset=USDT needed=10100 available=10000 missing=100',
  })
  expect(await desk.balances()).toEqual(UNTOUCHED)
})

test('what the venue refuses is rejected with its words, and its hold is released', async () => {
  const desk = await openOrderDesk(clone)
  desk.venue.script = 'refuse'
  const order = await send(desk)
  expect(order).toMatchObject({
    state: 'REJECTED',
    reason: 'REFUSED_BY_VENUE',
    reasonDetail: 'no funds',
  })
  expect(await desk.balances()).toEqual(UNTOUCHED)
})

test('an order without a clear answer stays SENDING with its hold', async () => {
  const desk = await openOrderDesk(clone)
  desk.venue.script = 'loseAnswer'
  const order = await send(desk)
  expect(order).toMatchObject({ state: 'SENDING', holdAmount: a('100') })
  expect(await desk.orderPath.listInDoubt(desk.account.accountId)).toHaveLength(1)
})

test('an order that was never sent is canceled at once, and nothing is sent', async () => {
  const desk = await openOrderDesk(clone)
  const { id } = await placeOrder(desk.trader, desk.order())
  expect(await cancelOrder(desk.trader, { orderId: id })).toMatchObject({ state: 'CANCELED' })
  expect(await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })).toEqual([])
  expect(await desk.balances()).toEqual(UNTOUCHED)
})
