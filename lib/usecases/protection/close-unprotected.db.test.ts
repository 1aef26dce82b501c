import { expect, test } from 'vitest'
import { readAlertConditions } from '#store/read-alert-conditions.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { anInstrument, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { applyVenueOrder } from '#usecases/orders/apply-venue-order.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { recordFills } from '#usecases/orders/record-fills.ts'
import { sendCancel } from '#usecases/orders/send-cancel.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { closeUnprotected } from './close-unprotected.ts'
import { setUnprotectedReaction } from './set-unprotected-reaction.ts'

const clone = await openTestDatabase()

test('a stop that the venue ended is an alert after five seconds, and nothing is closed unless asked', async () => {
  const desk = await openOrderDesk(clone)
  await protectedPosition(desk)
  await endAtVenue(desk)
  await tellDatabase(desk, 4_900)
  expect(await alerts(desk)).toEqual([])
  await tellDatabase(desk, 5_100)
  expect(await alerts(desk)).toEqual(['POSITION_UNPROTECTED'])
  expect(await close(desk)).toBe(0)
})

test('where the account says so the position is closed, once', async () => {
  const desk = await openOrderDesk(clone)
  const { accountId } = desk.account
  await setUnprotectedReaction(desk.trader, { accountId, reaction: 'close' })
  await protectedPosition(desk)
  await endAtVenue(desk)
  await tellDatabase(desk, 5_100)
  expect([await close(desk), await close(desk)]).toEqual([1, 0])
  const open = await desk.orderPath.change(accountId, (tx) => tx.listOpenOrders())
  expect(open).toMatchObject([
    { side: 'sell', type: 'market', reduceOnly: true, quantity: q('1'), state: 'NEW' },
  ])
})

test('a stop that somebody here took away is no loss, nor one in whose place another stands', async () => {
  const desk = await openOrderDesk(clone)
  const stopId = await protectedPosition(desk)
  await cancelOrder(desk.trader, { orderId: stopId })
  for (const due of await desk.orderPath.listCancelsDue(desk.account.accountId)) {
    await sendCancel(desk.runner, due)
  }
  await tellDatabase(desk, 60_000)
  expect(await alerts(desk)).toEqual([])
  const other = await openOrderDesk(clone)
  await protectedPosition(other)
  await endAtVenue(other)
  await placeStop(other)
  await tellDatabase(other, 60_000)
  expect(await alerts(other)).toEqual([])
})

const close = ({ runner, firm }: OrderDesk) =>
  closeUnprotected({ ...runner, db: firm.db, instruments: [anInstrument()] })

async function alerts({ firm }: OrderDesk): Promise<readonly string[]> {
  const found = await firm.db.read((tx) => readAlertConditions(tx))
  return found.map(({ kind }) => kind).filter((kind) => kind === 'POSITION_UNPROTECTED')
}

/** A long position of 1 BTC with a stop for all of it; returns the stop's id. */
async function protectedPosition(desk: OrderDesk): Promise<string> {
  await placeOrder(desk.trader, desk.order())
  await sendDue(desk)
  const [venueOrderId = ''] = desk.venue.orders.keys()
  const fill = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q('1') })
  await recordFills(desk.runner, { fills: [fill], source: 'stream' })
  return placeStop(desk)
}

async function placeStop(desk: OrderDesk): Promise<string> {
  const stop = await placeOrder(
    desk.trader,
    desk.order({
      side: 'sell',
      type: 'stopLimit',
      stopPrice: p('98'),
      limitPrice: p('97.5'),
      reduceOnly: true,
    }),
  )
  await sendDue(desk)
  return stop.id
}

async function sendDue({ runner, lease }: OrderDesk): Promise<void> {
  for (const order of await claimOrders(runner, { lease, mayTradeLive: false })) {
    await submitOrder(runner, order)
  }
}

/** The newest order ends at the venue, and nobody here asked for it. */
async function endAtVenue({ venue, runner, clock }: OrderDesk): Promise<void> {
  clock.advance(1)
  const [newest = ''] = [...venue.orders.keys()].reverse()
  await applyVenueOrder(runner, { ...venue.order(newest), state: 'CANCELED' })
}

/** It is so long now since the stop ended, by the database's clock. */
async function tellDatabase({ firm }: OrderDesk, ms: number): Promise<void> {
  await firm.db.write((tx) =>
    tx.query({
      text: `UPDATE "order" SET closed_at = tb_now() - $1::float8 * interval '1 millisecond'
        WHERE type = 'stopLimit' AND closed_at IS NOT NULL`,
      values: [ms],
    }),
  )
  await firm.db.write((tx) =>
    tx.query({ text: `UPDATE position SET opened_at = tb_now() - interval '1 day'` }),
  )
}
