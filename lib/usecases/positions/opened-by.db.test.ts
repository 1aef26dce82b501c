import { expect, test } from 'vitest'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { syncFills } from '#usecases/orders/sync-fills.ts'
import { listPositions } from './list-positions.ts'

const clone = await openTestDatabase()

/** Opens a position of the desk by one order of this origin, filled at once. */
async function openedBy(desk: OrderDesk, origin: { kind: 'person' | 'bot'; id: string }) {
  const order = desk.order({ origin: { ...origin, signalId: null } })
  await placeOrder(desk.trader, order)
  const claimed = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  for (const one of claimed) await submitOrder(desk.runner, one)
  desk.venue.fill('1', { price: p('100'), quantity: q('1') })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: desk.clock.now() })
  const { items } = await listPositions({ db: desk.firm.db, clock: desk.clock }, {})
  return items[0]?.openedBy
}

test('a position names what opened it', async () => {
  const desk = await openOrderDesk(clone)
  expect(await openedBy(desk, { kind: 'bot', id: 'a-bot' })).toEqual({ kind: 'bot', name: null })
})

test('a position that a person of the firm opened names the person', async () => {
  const desk = await openOrderDesk(clone)
  const userId = desk.trader.dice.uuid()
  await desk.firm.db.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO "user" (id, email, name, password_hash, created_at)
        VALUES ($1, $2, 'Robin', '-', now())`,
      values: [userId, `${userId}@example.test`],
    })
    await tx.query({
      text: `INSERT INTO membership (id, organization_id, user_id, role, created_at)
        VALUES ($1, $2, $1, 'TRADER', now())`,
      values: [userId, desk.firm.organizationId],
    })
  })
  expect(await openedBy(desk, { kind: 'person', id: userId })).toEqual({
    kind: 'person',
    name: 'Robin',
  })
})
