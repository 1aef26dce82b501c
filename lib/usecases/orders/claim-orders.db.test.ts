import { expect, test } from 'vitest'
import { quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { cancelAllOrders } from '#usecases/accounts/cancel-all-orders.ts'
import { pauseAccount } from '#usecases/accounts/pause-account.ts'
import { resumeAccount } from '#usecases/accounts/resume-account.ts'
import { CLAIM_ORDERS_MAX, claimOrders, UNSENT_MS_MAX } from './claim-orders.ts'
import { QUOTE_AGE_MS_MAX } from './decide-orders.ts'
import { placeOrder } from './place-order.ts'
import { placeOrders } from './place-orders.ts'

const clone = await openTestDatabase()

function claim(desk: OrderDesk, lease = desk.lease) {
  return claimOrders(desk.runner, { lease, mayTradeLive: false })
}

async function expireLease({ firm, account }: OrderDesk, remainingMs: number) {
  await firm.db.write((tx) =>
    tx.query({
      text: `UPDATE account_lease SET expires_at = tb_now() + $2::float8 * interval '1 millisecond'
        WHERE account_id = $1`,
      values: [account.accountId, remainingMs],
    }),
  )
}

test('a claim carries its time, its deadline, its token and a name that no other attempt has', async () => {
  const desk = await openOrderDesk(clone)
  const { id } = await placeOrder(desk.trader, desk.order())
  desk.clock.advance(7)
  const [claimed] = await claim(desk)
  expect(claimed).toMatchObject({
    id,
    state: 'SENDING',
    attempt: 1,
    claimToken: desk.lease.token,
    claimedAt: desk.clock.now(),
    validUntil: desk.clock.now() + 5_000,
    clientOrderId: expect.stringMatching(/^tb-[0-9a-z]{26}-1$/),
  })
})

test('many claimers at once claim every order exactly once', async () => {
  const desk = await openOrderDesk(clone)
  await placeOrders(
    desk.trader,
    Array.from({ length: 60 }, () => desk.order({ quantity: q('0.1') })),
  )
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(desk)))
  const ids = claims.flat().map(({ id }) => id)
  expect([ids.length, new Set(ids).size]).toEqual([60, 60])
  expect(Math.max(...claims.map((claimed) => claimed.length))).toBe(CLAIM_ORDERS_MAX)
})

test('an order whose market fell silent waits for its next quote', async () => {
  const desk = await openOrderDesk(clone)
  const { id } = await placeOrder(desk.trader, desk.order())
  desk.clock.advance(QUOTE_AGE_MS_MAX + 1)
  expect(await claim(desk)).toEqual([])
  await quoteMarket(clone.database, desk.instrumentId, {
    last: '100',
    receivedAt: desk.clock.now(),
  })
  expect(await claim(desk)).toMatchObject([{ id, state: 'SENDING' }])
})

test('a runner whose lease was taken over claims nothing', async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order())
  await expireLease(desk, 0)
  const taken = await desk.orderPath.acquireLease({
    ...desk.account,
    holder: 'runner-2',
    ttlMs: 60_000,
  })
  expect(await claim(desk)).toEqual([])
  expect(taken?.token).toBe('2')
  expect(await claim(desk, taken ?? desk.lease)).toHaveLength(1)
})

test('a lease that may end before the request does claims nothing', async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order())
  await expireLease(desk, 4_900)
  expect(await claim(desk)).toEqual([])
  expect(await desk.orderPath.renewLeases([desk.lease], 60_000)).toEqual([desk.lease])
  expect(await claim(desk)).toHaveLength(1)
})

test('a lease has one holder: of many who ask at once, one gets it', async () => {
  const desk = await openOrderDesk(clone)
  await expireLease(desk, 0)
  const leases = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      desk.orderPath.acquireLease({ ...desk.account, holder: `racer-${index}`, ttlMs: 60_000 }),
    ),
  )
  expect(leases.filter((lease) => lease !== null)).toHaveLength(1)
  expect(await desk.orderPath.renewLeases([desk.lease], 60_000)).toEqual([])
})

test('a released lease is free at once', async () => {
  const desk = await openOrderDesk(clone)
  await desk.orderPath.releaseLease(desk.lease)
  const next = await desk.orderPath.acquireLease({ ...desk.account, holder: 'next', ttlMs: 60_000 })
  expect(next?.token).toBe('2')
})

test('a paused account claims nothing, takes no new order, and goes on when it is resumed', async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order())
  const { accountId } = desk.account
  expect(await pauseAccount(desk.trader, { accountId, reason: 'lunch' })).toMatchObject({
    tradingState: 'HALTED',
    tradingReason: 'lunch',
  })
  expect(await claim(desk)).toEqual([])
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({
    state: 'DENIED',
    reason: 'TRADING_HALTED',
  })
  await resumeAccount(desk.trader, { accountId })
  expect(await claim(desk)).toHaveLength(1)
})

test('no claim commits after a pause has committed, however many race it', async () => {
  const desk = await openOrderDesk(clone)
  const { accountId } = desk.account
  await placeOrders(
    desk.trader,
    Array.from({ length: 100 }, () => desk.order({ quantity: q('0.1') })),
  )
  const claims = Array.from({ length: 4 }, () => claim(desk))
  const paused = pauseAccount(desk.trader, { accountId, reason: null })
  await Promise.all([paused, ...claims])
  const claimedBefore = (await desk.orderPath.listInDoubt(accountId)).length
  expect(await claim(desk)).toEqual([])
  expect((await desk.orderPath.listInDoubt(accountId)).length).toBe(claimedBefore)
})

test('an order that waited too long to be sent expires and gives its hold back', async () => {
  const desk = await openOrderDesk(clone)
  const { id } = await placeOrder(desk.trader, desk.order())
  desk.clock.advance(UNSENT_MS_MAX + 1)
  expect(await claim(desk)).toEqual([])
  const facts = await desk.orderPath.change(desk.account.accountId, (tx) =>
    tx.readOrder({ orderId: id }),
  )
  expect(facts?.order).toMatchObject({
    state: 'EXPIRED',
    reason: 'UNSENT_TOO_LONG',
    holdAmount: a('0'),
  })
  expect(await desk.balances()).toEqual({ 'BTC available': '5', 'USDT available': '10000' })
})

test('cancel-all cancels what was never sent at once and asks for the rest', async () => {
  const desk = await openOrderDesk(clone)
  const { accountId } = desk.account
  await placeOrder(desk.trader, desk.order())
  await claim(desk)
  await placeOrder(desk.trader, desk.order())
  expect(await cancelAllOrders(desk.trader, { accountId })).toEqual({
    accountId,
    openCount: 2,
    canceledCount: 1,
    requestedCount: 1,
    requestedAt: desk.clock.now(),
  })
})
