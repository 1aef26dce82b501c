import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VenueOrderRef } from '#ports/venue.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, at, BNB, BTC, p, q, USDT } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { applyVenueOrder } from './apply-venue-order.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { placeOrders } from './place-orders.ts'
import { recordFill } from './record-fill.ts'
import { recordFills } from './record-fills.ts'
import { sendCancel } from './send-cancel.ts'
import { submitOrder } from './submit-order.ts'
import { syncFills } from './sync-fills.ts'
import { syncOrders } from './sync-orders.ts'

const clone = await openTestDatabase()

async function send(desk: OrderDesk, shown = {}) {
  const { id } = await placeOrder(desk.trader, desk.order(shown))
  const claimed = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  for (const order of claimed) await submitOrder(desk.runner, order)
  return id
}

/** Everything that fills decide, as the database writes it. */
async function booksOf({ firm, account }: OrderDesk) {
  const read = <Row extends object>(text: string) =>
    firm.db.read((tx) => tx.query<Row>({ text, values: [account.accountId] }))
  return {
    positions:
      await read(`SELECT b.kind, p.instrument_id, p.quantity::text, p.cost::text, p.realized_pnl::text,
      p.fees_quote::text, p.fees_other, p.cycle, p.fill_count, p.opened_at, p.last_fill_at, p.last_trade_id
      FROM position p JOIN book b ON b.id = p.book_id WHERE p.account_id = $1 ORDER BY 1, 2`),
    balances:
      await read(`SELECT b.kind AS book, l.asset, l.kind, l.amount::text FROM ledger_balance l
      JOIN book b ON b.id = l.book_id WHERE l.account_id = $1 ORDER BY 1, 2, 3`),
    orders: await read(`SELECT venue_order_id, state, filled_quantity::text, filled_quote::text,
      hold_amount::text FROM "order" WHERE account_id = $1 ORDER BY venue_order_id`),
  }
}

test('a fill that comes late rebuilds the position as if it had come in time', async () => {
  const desks = [await openOrderDesk(clone), await openOrderDesk(clone)]
  const books = []
  for (const [index, desk] of desks.entries()) {
    await send(desk, { quantity: q('3') })
    await send(desk, { side: 'sell', quantity: q('2'), limitPrice: p('101') })
    const fills = [
      desk.venue.fill('1', { price: p('90'), quantity: q('1'), venueAt: at(1_000) }),
      desk.venue.fill('1', { price: p('100'), quantity: q('2'), venueAt: at(2_000) }),
      desk.venue.fill('2', { price: p('101'), quantity: q('2'), venueAt: at(3_000) }),
    ]
    await recordFills(desk.runner, {
      fills: index === 0 ? fills : fills.toReversed(),
      source: 'stream',
    })
    books.push(await booksOf(desk))
  }
  expect(books[1]).toEqual(books[0])
  expect(books[0]?.positions).toMatchObject([{ quantity: '1.000000000000000000', fill_count: 3 }])
})

test('any order and repetition of what a venue tells ends in the same books', {
  timeout: 60_000,
}, async () => {
  let expected: Awaited<ReturnType<typeof booksOf>> | null = null
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 12, maxLength: 30 }), async (picks) => {
      const desk = await openOrderDesk(clone)
      await send(desk, { quantity: q('3') })
      await send(desk, { side: 'sell', quantity: q('2'), limitPrice: p('100.5') })
      const fee = { feeAsset: BNB, feeAmount: a('0.003') }
      const news = [
        desk.venue.fill('1', { price: p('99'), quantity: q('1'), venueAt: at(1_000), fee }),
        desk.venue.fill('2', { price: p('100.5'), quantity: q('0.7'), venueAt: at(2_000) }),
        desk.venue.fill('1', {
          price: p('98.77'),
          quantity: q('0.333'),
          venueAt: at(2_000),
          fee: { feeAsset: BTC, feeAmount: a('0.000333') },
        }),
        desk.venue.fill('2', {
          price: p('100.51'),
          quantity: q('1.3'),
          venueAt: at(3_000),
          fee: { feeAsset: USDT, feeAmount: a('0.13') },
        }),
      ]
      const canceled = { ...desk.venue.order('1'), state: 'CANCELED' as const }
      const filled = desk.venue.order('2')
      const told = [...news, canceled, filled]
      const story = [...picks.map((pick) => told[pick % told.length]), ...told]
      for (const item of story) {
        if (item === undefined) continue
        if ('kind' in item) await applyVenueOrder(desk.runner, item)
        else await recordFill(desk.runner, { fill: item, source: 'stream' })
      }
      const books = await booksOf(desk)
      expected ??= books
      expect(books).toEqual(expected)
    }),
    { numRuns: 12 },
  )
})

test('a fill that comes after the cancel is booked, and the order stays canceled', async () => {
  const desk = await openOrderDesk(clone)
  const id = await send(desk)
  const fill = desk.venue.fill('1', { price: p('100'), quantity: q('0.25') })
  await cancelOrder(desk.trader, { orderId: id })
  const [due] = await desk.orderPath.listCancelsDue(desk.account.accountId)
  if (due === undefined) throw new Error('the cancel is due')
  expect(await sendCancel(desk.runner, due)).toEqual({
    kind: 'settled',
    state: 'CANCELED',
    isMissingFills: true,
  })
  expect(await desk.balances()).toEqual({
    ...{ 'BTC available': '5', 'USDT available': '9975', 'USDT held': '25' },
  })
  await recordFill(desk.runner, { fill, source: 'poll' })
  expect(await desk.balances()).toEqual({ 'BTC available': '5.25', 'USDT available': '9975' })
  expect((await booksOf(desk)).orders).toMatchObject([
    { state: 'CANCELED', filled_quantity: '0.250000000000000000' },
  ])
})

test('an order that filled before its cancel arrived is filled', async () => {
  const desk = await openOrderDesk(clone)
  const id = await send(desk)
  await cancelOrder(desk.trader, { orderId: id })
  desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  const [due] = await desk.orderPath.listCancelsDue(desk.account.accountId)
  if (due === undefined) throw new Error('the cancel is due')
  expect(await sendCancel(desk.runner, due)).toMatchObject({
    kind: 'settled',
    isMissingFills: true,
  })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: at(0) })
  expect((await booksOf(desk)).orders).toMatchObject([{ state: 'FILLED' }])
})

test('what others trade on the account is booked under EXTERNAL, once', async () => {
  const desk = await openOrderDesk(clone)
  const foreign = desk.venue.placeElsewhere({ ...desk.order(), clientOrderId: 'web_1' })
  desk.venue.fill(foreign.venueOrderId, { price: p('100'), quantity: q('0.4') })
  const query = { instrumentId: desk.instrumentId, since: at(0) }
  await Promise.all([syncFills(desk.runner, query), syncOrders(desk.runner)])
  await Promise.all([syncFills(desk.runner, query), syncOrders(desk.runner)])
  const books = await booksOf(desk)
  expect(books.positions).toMatchObject([{ kind: 'EXTERNAL', quantity: '0.400000000000000000' }])
  expect(books.orders).toMatchObject([{ state: 'PARTIALLY_FILLED' }])
  expect(await desk.balances()).toEqual({ 'BTC available': '5', 'USDT available': '10000' })
})

test('an order that only we believe to be open is asked for and ends as the venue says', async () => {
  const desk = await openOrderDesk(clone)
  await send(desk)
  await desk.venue.cancelOrder({
    instrumentId: desk.instrumentId,
    venueOrderId: '1',
    clientOrderId: null,
  })
  await syncOrders(desk.runner)
  expect((await booksOf(desk)).orders).toMatchObject([
    { state: 'CANCELED', hold_amount: '0.000000000000000000' },
  ])
})

test('many orders at once never hold more than there is', async () => {
  const desk = await openOrderDesk(clone)
  const orders = await Promise.all(
    Array.from({ length: 20 }, () => placeOrder(desk.trader, desk.order({ quantity: q('7') }))),
  )
  expect(orders.filter(({ state }) => state === 'NEW')).toHaveLength(14)
  expect(await desk.balances()).toEqual({
    'BTC available': '5',
    'USDT available': '200',
    'USDT held': '9800',
  })
})

test('the orders of a batch see what those before them have taken', async () => {
  const desk = await openOrderDesk(clone)
  const big = desk.order({ quantity: q('60') })
  const orders = await placeOrders(desk.trader, [big, big, desk.order({ quantity: q('40') })])
  expect(orders.map(({ state, reason }) => [state, reason])).toEqual([
    ['NEW', null],
    ['DENIED', 'INSUFFICIENT_FUNDS'],
    ['NEW', null],
  ])
})

test('a signal makes one order, however often it is told', async () => {
  const desk = await openOrderDesk(clone)
  const origin = { kind: 'bot', id: desk.account.accountId, signalId: 'signal-1' } as const
  const [first, second] = await Promise.all([
    placeOrder(desk.trader, desk.order({ origin })),
    placeOrder(desk.trader, desk.order({ origin })),
  ])
  expect(second?.id).toBe(first?.id)
  expect(await desk.balances()).toMatchObject({ 'USDT held': '100' })
})

test('a reduce-only order never exceeds what open orders leave of the position', async () => {
  const desk = await openOrderDesk(clone)
  await send(desk, { quantity: q('2') })
  desk.venue.fill('1', { price: p('100'), quantity: q('2') })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: at(0) })
  const close = desk.order({
    side: 'sell',
    quantity: q('1.5'),
    limitPrice: p('101'),
    reduceOnly: true,
  })
  const orders = await placeOrders(desk.trader, [close, close])
  expect(orders.map(({ state, reason }) => [state, reason])).toEqual([
    ['NEW', null],
    ['DENIED', 'REDUCE_ONLY_WOULD_INCREASE_POSITION'],
  ])
})

test('an order for an account, book or instrument of nobody is not found', async () => {
  const desk = await openOrderDesk(clone)
  const stranger = await openOrderDesk(clone)
  const { accountId, bookId } = stranger.account
  for (const wish of [{ accountId }, { bookId }, { instrumentId: 'sim:NO-COIN' as never }]) {
    await expect(placeOrder(desk.trader, desk.order(wish))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
})

test("a fill whose order the venue's reads do not show yet is not somebody else's", async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order())
  const [claimed] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (claimed === undefined) throw new Error('the placed order was claimed')
  desk.venue.script = 'loseAnswer'
  await submitOrder(desk.runner, claimed)
  const fill = desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  const seenAt = desk.clock.now() + desk.venue.capabilities.readLagMs
  const venue = Object.create(desk.venue)
  venue.fetchOrder = async (ref: VenueOrderRef) =>
    desk.clock.now() < seenAt ? { kind: 'notFound' } : desk.venue.fetchOrder(ref)
  const clock = { ...desk.clock, sleep: async (ms: number) => desk.clock.advance(ms) }
  const lagging = { ...desk.runner, venue, clock }
  const { recorded } = await recordFills(lagging, { fills: [fill], source: 'stream' })
  expect(recorded.map(({ isForeign }) => isForeign)).toEqual([false])
})
