import { expect, test } from 'vitest'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { tellCircuit } from './tell-circuit.ts'

const clone = await openTestDatabase()

const tell = ({ runner, firm }: OrderDesk, isOpen: boolean) =>
  tellCircuit({ ...runner, db: firm.db }, { isOpen })

test('while the venue does not answer new orders are denied and say why; cancels are taken', async () => {
  const desk = await openOrderDesk(clone)
  const before = await placeOrder(desk.trader, desk.order())
  await tell(desk, true)
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({
    state: 'DENIED',
    reason: 'VENUE_CIRCUIT_OPEN',
    reasonDetail: 'VENUE_CIRCUIT_OPEN: venue=sim',
  })
  expect(await cancelOrder(desk.trader, { orderId: before.id })).toMatchObject({
    state: 'CANCELED',
  })
  await tell(desk, false)
  expect(await placeOrder(desk.trader, desk.order())).toMatchObject({ state: 'NEW' })
})

test('what was said before is not said again', async () => {
  const desk = await openOrderDesk(clone)
  const told = async () => {
    const [row] = await desk.firm.db.read((tx) =>
      tx.query<{ seq: number }>({
        text: 'SELECT event_seq::int AS seq FROM account WHERE id = $1',
        values: [desk.account.accountId],
      }),
    )
    return row?.seq
  }
  const first = await told()
  await tell(desk, false)
  expect(await told()).toBe(first)
  await tell(desk, true)
  await tell(desk, true)
  expect(await told()).toBe((first ?? 0) + 1)
})
