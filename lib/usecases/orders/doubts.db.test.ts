import { expect, test } from 'vitest'
import type { OrderRecord } from '#ports/order-path-store.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import type { PlaceScript } from '#test/scripted-venue.ts'
import { silentLog } from '#test/silent-log.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { QUARANTINE_AFTER_MS, resolveOrder, settleMs } from './resolve-order.ts'
import { submitOrder } from './submit-order.ts'
import { syncFills } from './sync-fills.ts'

const clone = await openTestDatabase()
const UNTOUCHED = { 'BTC available': '5', 'USDT available': '10000' }
const HELD = { 'BTC available': '5', 'USDT available': '9900', 'USDT held': '100' }

/** An order whose sending ended without a clear answer. */
async function doubtful(desk: OrderDesk, script: PlaceScript) {
  desk.venue.script = script
  await placeOrder(desk.trader, desk.order())
  const [claimed] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (claimed === undefined) throw new Error('the placed order was claimed')
  await submitOrder(desk.runner, claimed)
  return claimed
}

/** As the process sees it that has watched it since it was made. */
function doubtOf(order: OrderRecord) {
  return { order, since: order.createdAt }
}

async function inDoubt(desk: OrderDesk) {
  return (await desk.orderPath.listInDoubt(desk.account.accountId)).map(({ state }) => state)
}

test('an order whose answer was lost is adopted, with the fills it had, and never sent again', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseAnswer')
  desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  expect(await resolveOrder(desk.runner, doubtOf(order))).toEqual({
    kind: 'adopted',
    isMissingFills: true,
  })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: desk.clock.now() })
  expect(await desk.balances()).toEqual({ 'BTC available': '6', 'USDT available': '9900' })
  expect(desk.venue.sent).toHaveLength(1)
})

test('"not found" is no evidence until the venue can no longer place the order', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseRequest')
  desk.clock.tell(order.createdAt)
  desk.clock.advance(settleMs(order, desk.venue.capabilities))
  expect(await resolveOrder(desk.runner, doubtOf(order))).toEqual({ kind: 'inDoubt' })
  expect(await desk.balances()).toEqual(HELD)
  desk.clock.advance(1)
  expect(await resolveOrder(desk.runner, doubtOf(order))).toEqual({ kind: 'notPlaced' })
  expect(await desk.balances()).toEqual(UNTOUCHED)
})

test('the settle horizon is the window, the clocks, the engine, the lag of reads and a second', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseRequest')
  expect(settleMs(order, desk.venue.capabilities)).toBe(19_000)
})

test('an order that one read misses and the other finds is adopted', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseAnswer')
  const lagging = { ...desk.runner, venue: Object.create(desk.venue) }
  lagging.venue.fetchOrder = async () => ({ kind: 'notFound' })
  lagging.venue.fetchOpenOrders = () => desk.venue.fetchOpenOrders()
  desk.clock.advance(60_000)
  expect(await resolveOrder(lagging, doubtOf(order))).toMatchObject({ kind: 'adopted' })
})

test('a venue that cannot be asked decides nothing; the order is quarantined with its hold', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseAnswer')
  desk.venue.isReachable = false
  desk.clock.advance(settleMs(order, desk.venue.capabilities) + QUARANTINE_AFTER_MS)
  expect(await resolveOrder(desk.runner, doubtOf(order))).toEqual({ kind: 'inDoubt' })
  desk.clock.advance(1)
  expect(await resolveOrder(desk.runner, doubtOf(order))).toEqual({ kind: 'quarantined' })
  expect([await inDoubt(desk), await desk.balances()]).toEqual([['QUARANTINED'], HELD])
})

test('a quarantined order is adopted as soon as the venue answers', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseAnswer')
  desk.venue.isReachable = false
  desk.clock.advance(600_000)
  await resolveOrder(desk.runner, doubtOf(order))
  desk.venue.isReachable = true
  const [quarantined] = await desk.orderPath.listInDoubt(desk.account.accountId)
  if (quarantined === undefined) throw new Error('the order is quarantined')
  await resolveOrder(desk.runner, doubtOf(quarantined))
  expect([await inDoubt(desk), await desk.balances()]).toEqual([[], HELD])
})

test('an order that was proven not to be placed and fills all the same is booked and named a violation', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseRequest')
  desk.clock.advance(60_000)
  await resolveOrder(desk.runner, doubtOf(order))
  const { clientOrderId } = order
  const late = desk.venue.placeElsewhere({
    ...desk.order(),
    ...(clientOrderId === null ? {} : { clientOrderId }),
  })
  desk.venue.fill(late.venueOrderId, { price: p('100'), quantity: q('1') })
  const broken: unknown[] = []
  const log = { ...silentLog, error: (told: object) => broken.push(told) }
  const { recorded } = await syncFills(
    { ...desk.runner, log },
    { instrumentId: desk.instrumentId, since: order.createdAt },
  )
  expect(recorded.map(({ violations }) => violations)).toEqual([['FILL_AGAINST_STATE']])
  const counted = { err: { name: 'AssertionFailure' } }
  expect(broken).toMatchObject([counted, counted])
  expect(await desk.balances()).toEqual({ 'BTC available': '6', 'USDT available': '9900' })
})

test('a wall clock that jumps makes no answer final before its time', async () => {
  const desk = await openOrderDesk(clone)
  const order = await doubtful(desk, 'loseRequest')
  const since = desk.clock.now()
  const jumped = { ...desk.runner, clock: { ...desk.clock, now: () => at(since + 3_600_000) } }
  expect(await resolveOrder(jumped, { order, since })).toEqual({ kind: 'inDoubt' })
  desk.clock.advance(settleMs(order, desk.venue.capabilities) + 1)
  const behind = { ...desk.runner, clock: { ...desk.clock, now: () => at(since - 3_600_000) } }
  expect(await resolveOrder(behind, { order, since })).toEqual({ kind: 'notPlaced' })
})
