import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { endRecovery, readRecoveringSince } from '#store/recovery.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { claimOrders } from './claim-orders.ts'
import { clientOrderIdFor } from './client-order-id.ts'
import { doubtUnsent } from './doubt-unsent.ts'
import { placeOrder } from './place-order.ts'
import { resolveOrder } from './resolve-order.ts'
import { syncFills } from './sync-fills.ts'

const clone = await openTestDatabase()

/** An account as it comes out of a backup in which an order was not sent yet. */
async function openRestored(): Promise<{ desk: OrderDesk; orderId: string }> {
  const desk = await openOrderDesk(clone)
  const { id: orderId } = await placeOrder(desk.trader, desk.order())
  desk.clock.advance(1_000)
  await desk.firm.db.write((tx) =>
    tx.query({
      text: `UPDATE account SET recovering_since = to_timestamp($2::float8 / 1000) WHERE id = $1`,
      values: [desk.account.accountId, desk.clock.now()],
    }),
  )
  return { desk, orderId }
}

async function recover(desk: OrderDesk): Promise<number> {
  const { accountId } = desk.account
  const madeBefore = await desk.firm.db.read((tx) => readRecoveringSince(tx, accountId))
  if (madeBefore === null) throw new Error('the account recovers')
  return doubtUnsent(desk.runner, { lease: desk.lease, madeBefore })
}

const claim = (desk: OrderDesk) =>
  claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
const inDoubt = (desk: OrderDesk) => desk.orderPath.listInDoubt(desk.account.accountId)

test('an order that the lost desk sent after the backup is found under its name, and not sent again', async () => {
  const { desk, orderId } = await openRestored()
  const names = desk.venue.capabilities.clientOrderId
  const sent = desk.venue.placeElsewhere({
    ...desk.order(),
    clientOrderId: clientOrderIdFor({ orderId, attempt: 1 }, names),
  })
  desk.venue.fill(sent.venueOrderId, { price: p('100'), quantity: q('1') })

  expect(await claim(desk)).toEqual([])
  expect([await recover(desk), await recover(desk)]).toEqual([1, 0])
  const [doubted] = await inDoubt(desk)
  if (doubted === undefined) throw new Error('the order is in doubt')
  expect(
    await resolveOrder(desk.runner, { order: doubted, since: doubted.updatedAt }),
  ).toMatchObject({ kind: 'adopted' })
  await syncFills(desk.runner, {
    instrumentId: desk.instrumentId,
    since: unixMsOf(desk.clock.now() - 7_200_000),
  })
  expect(await desk.balances()).toEqual({ 'BTC available': '6', 'USDT available': '9900' })
  expect(desk.venue.sent).toEqual([])
})

test('an order that the lost desk never sent is given up with proof, and not sent from the restored one', async () => {
  const { desk } = await openRestored()
  await recover(desk)
  const [doubted] = await inDoubt(desk)
  if (doubted === undefined) throw new Error('the order is in doubt')
  expect(await resolveOrder(desk.runner, { order: doubted, since: doubted.updatedAt })).toEqual({
    kind: 'inDoubt',
  })
  desk.clock.advance(60_000)
  expect(await resolveOrder(desk.runner, { order: doubted, since: doubted.updatedAt })).toEqual({
    kind: 'notPlaced',
  })
  expect(await desk.balances()).toEqual({ 'BTC available': '5', 'USDT available': '10000' })
  expect(desk.venue.sent).toEqual([])
})

test('nothing is claimed before the books are proven, and what was placed since is sent when they are', async () => {
  const { desk } = await openRestored()
  await recover(desk)
  const fresh = await placeOrder(desk.trader, desk.order())
  expect(await recover(desk)).toBe(0)
  expect(await claim(desk)).toEqual([])
  await desk.firm.db.write((tx) => endRecovery(tx, desk.account.accountId))
  expect((await claim(desk)).map(({ id }) => id)).toEqual([fresh.id])
})
