import { expect, test } from 'vitest'
import { systemDice } from '#runtime/system-dice.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { q } from '#test/builders.ts'
import { openOrderDesk } from '#test/order-desk.ts'
import { placeOrder } from './place-order.ts'

const clone = await openTestDatabase()

test('what waits for an account is decided in one transaction, each order as if alone', async () => {
  const desk = await openOrderDesk(clone)
  const wishes = [
    ...Array.from({ length: 12 }, () => desk.order({ quantity: q('9') })),
    desk.order({ bookId: systemDice.uuid() }),
  ]
  const outcomes = await Promise.allSettled(wishes.map((wish) => placeOrder(desk.trader, wish)))
  const told = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value.state : outcome.reason.code,
  )
  // 10,000 USDT pay for eleven times 9 at 100.
  expect(told).toEqual([...Array(11).fill('NEW'), 'DENIED', 'NOT_FOUND'])
  expect(await desk.balances()).toEqual({
    'BTC available': '5',
    'USDT available': '100',
    'USDT held': '9900',
  })
  const [counted] = await desk.firm.db.read((tx) =>
    tx.query<{ audits: number; transactions: number }>({
      text: `SELECT (SELECT count(*)::int FROM audit_event WHERE action = 'order.place') AS audits,
        (SELECT count(DISTINCT xmin::text)::int FROM "order" WHERE account_id = $1) AS transactions`,
      values: [desk.account.accountId],
    }),
  )
  expect(counted).toEqual({ audits: 12, transactions: 1 })
})
