import { afterAll, expect, test } from 'vitest'
import { formatDecimal, parseQuantity } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { openDatabase } from '#store/database.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { silentLog } from '#test/silent-log.ts'
import type { Context } from '#usecases/context.ts'
import { makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { submitOrder } from './submit-order.ts'
import { syncFills } from './sync-fills.ts'

const clone = await openTestDatabase()
const PROCESSES = 4
const CLIENTS_PER_PROCESS = 4
const ORDERS_PER_CLIENT = 12
const SIZES = ['0.5', '1', '2', '3', '20']

/** As another web process: its own pool, and turns of its own that know nothing of the others'. */
const databases = Array.from({ length: PROCESSES }, (_, index) =>
  openDatabase({
    url: clone.clone.appUrl,
    applicationName: `process-${index}`,
    connectionsMax: CLIENTS_PER_PROCESS,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
  }),
)
afterAll(() => Promise.all(databases.map((database) => database.close())))

function traderIn(desk: OrderDesk, database: (typeof databases)[number]): Context {
  const { actor, clock, dice, requestId, log } = desk.trader
  const db = database.scoped(desk.firm.db.scope)
  const parts = { db, clock, dice, actor, requestId }
  return { ...parts, log, effect: makeEffect(parts), jointEffect: makeJointEffect(parts) }
}

function someOrder(desk: OrderDesk, index: number): NewOrder {
  const side = index % 3 === 0 ? 'sell' : 'buy'
  return desk.order({
    side,
    quantity: parseQuantity(SIZES[index % SIZES.length] ?? '1'),
    limitPrice: side === 'sell' ? p('101') : p('100'),
    reduceOnly: index % 6 === 0,
  })
}

test('sixteen clients of four processes overspend nothing, and close no more than there is', async ({
  annotate,
}) => {
  const desk = await openOrderDesk(clone)
  await openPosition(desk)
  const tookMs: number[] = []
  const outcomes: string[] = []
  const client = async (trader: Context, offset: number) => {
    for (let index = 0; index < ORDERS_PER_CLIENT; index++) {
      const startedAt = performance.now()
      const order = await placeOrder(trader, someOrder(desk, offset + index))
      tookMs.push(performance.now() - startedAt)
      outcomes.push(order.state)
      if (order.state !== 'NEW' || index % 2 === 0) continue
      const { state } = await cancelOrder(trader, { orderId: order.id })
      outcomes.push(state)
    }
  }
  await Promise.all(
    databases.flatMap((database, process) =>
      Array.from({ length: CLIENTS_PER_PROCESS }, (_, index) =>
        client(traderIn(desk, database), process * CLIENTS_PER_PROCESS + index),
      ),
    ),
  )
  expect(new Set(outcomes)).toEqual(new Set(['NEW', 'DENIED', 'CANCELED']))
  expect(await overspent(desk)).toEqual({ negative: 0, unheld: '0', overclosed: 0 })
  const p99 = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.99)] ?? 0
  await annotate(`placing by 16 clients on one account: p99 ${p99.toFixed(1)} ms`)
})

/** 3 BTC long. */
async function openPosition(desk: OrderDesk): Promise<void> {
  await placeOrder(desk.trader, desk.order({ quantity: q('3') }))
  const [claimed] = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  if (claimed === undefined) throw new Error('the placed order was claimed')
  await submitOrder(desk.runner, claimed)
  desk.venue.fill('1', { price: p('100'), quantity: q('3') })
  await syncFills(desk.runner, { instrumentId: desk.instrumentId, since: claimed.createdAt })
}

/** Balances below zero, holds that are not what the open orders need, and closing orders beyond the position. */
async function overspent({ firm, account, instrumentId }: OrderDesk) {
  const [found] = await firm.db.read((tx) =>
    tx.query<{ negative: number; unheld: string; overclosed: number }>({
      text: `WITH live AS (SELECT * FROM "order" WHERE book_id = $1 AND state IN ('NEW', 'SENDING', 'WORKING',
          'PARTIALLY_FILLED', 'QUARANTINED')),
        held AS (SELECT coalesce(sum(amount), 0) AS amount FROM ledger_balance WHERE book_id = $1 AND kind = 'held')
      SELECT (SELECT count(*)::int FROM ledger_balance
          WHERE book_id = $1 AND kind IN ('available', 'held') AND amount < 0) AS negative,
        ((SELECT amount FROM held) - (SELECT coalesce(sum(hold_amount), 0) FROM live))::text AS unheld,
        (SELECT count(*)::int FROM position p WHERE p.book_id = $1 AND p.instrument_id = $2
          AND EXISTS (SELECT FROM live WHERE reduce_only)
          AND p.quantity < (SELECT sum(quantity - filled_quantity) FROM live WHERE side = 'sell')) AS overclosed`,
      values: [account.bookId, instrumentId],
    }),
  )
  if (found === undefined) throw new Error('sums are one row')
  return { ...found, unheld: formatDecimal(parseQuantity(found.unheld)) }
}
