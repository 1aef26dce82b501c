import { expect, test } from 'vitest'
import { quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { at, p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFill } from './record-fill.ts'
import { resolveOrder } from './resolve-order.ts'
import { sendCancel } from './send-cancel.ts'
import { submitOrder } from './submit-order.ts'
import { syncFills } from './sync-fills.ts'
import { syncOrders } from './sync-orders.ts'

const clone = await openTestDatabase()
/** Later than any answer of the venue can still change. */
const SETTLED_MS = 30_000

/** Each step of an order's way to its end. A kill may come before the first, between any two, or after the last. */
const STEPS: readonly { readonly name: string; take(desk: OrderDesk): Promise<unknown> }[] = [
  { name: 'claim', take: (desk) => claim(desk) },
  {
    name: 'send',
    take: async ({ orderPath, account, venue }) => {
      // Killed after the last byte left and before the answer was stored.
      const [order] = await orderPath.listInDoubt(account.accountId)
      if (order) await venue.placeOrder({ ...order, ...claimOf(order), requestId: order.id })
    },
  },
  { name: 'adopt', take: (desk) => syncOrders(desk.runner) },
  {
    name: 'fill',
    take: async ({ venue }) =>
      venue.fill('1', { price: p('100'), quantity: q('0.4'), venueAt: at(1_000) }),
  },
  {
    name: 'record',
    take: async ({ runner, venue }) => {
      for (const fill of venue.fills) await recordFill(runner, { fill, source: 'stream' })
    },
  },
  {
    name: 'ask to cancel',
    take: async ({ trader, orderPath, account }) => {
      const [order] = await orderPath.listWorking(account.accountId)
      if (order) await cancelOrder(trader, { orderId: order.id })
    },
  },
  {
    name: 'cancel at the venue',
    take: ({ venue, instrumentId }) =>
      venue.cancelOrder({ instrumentId, venueOrderId: '1', clientOrderId: null }),
  },
  { name: 'hear of the cancel', take: (desk) => syncOrders(desk.runner) },
]

function claim({ runner, lease }: OrderDesk) {
  return claimOrders(runner, { lease, mayTradeLive: false })
}

function claimOf({
  clientOrderId,
  claimedAt,
  validUntil,
}: Awaited<ReturnType<typeof claim>>[number]) {
  if (clientOrderId === null || claimedAt === null || validUntil === null) {
    throw new Error('the order was claimed')
  }
  return { clientOrderId, claimedAt, validUntil }
}

/** What a runner does at its start and in its rounds, until nothing is left to do. */
async function recover(desk: OrderDesk) {
  const { runner, orderPath, account, instrumentId } = desk
  desk.clock.advance(SETTLED_MS)
  await quoteMarket(clone.database, instrumentId, { last: '100', receivedAt: desk.clock.now() })
  for (const order of await orderPath.listInDoubt(account.accountId))
    await resolveOrder(runner, { order, since: order.createdAt })
  await syncOrders(runner)
  for (const order of await claim(desk)) await submitOrder(runner, order)
  for (const order of await orderPath.listCancelsDue(account.accountId))
    await sendCancel(runner, order)
  await syncFills(runner, { instrumentId, since: at(0) })
}

async function endOf(desk: OrderDesk) {
  const orders = await desk.firm.db.read((tx) =>
    tx.query({
      text: `SELECT state, trim_scale(filled_quantity)::text AS filled, trim_scale(hold_amount)::text AS held
        FROM "order" WHERE account_id = $1`,
      values: [desk.account.accountId],
    }),
  )
  return { orders, balances: await desk.balances(), sent: desk.venue.orders.size }
}

for (let taken = 0; taken <= STEPS.length; taken++) {
  const last = STEPS[taken - 1]?.name ?? 'the decision'
  test(`a kill after "${last}" loses nothing, sends nothing twice and holds nothing for long`, async () => {
    const desk = await openOrderDesk(clone)
    await placeOrder(desk.trader, desk.order())
    for (const step of STEPS.slice(0, taken)) await step.take(desk)
    await recover(desk)
    await recover(desk)
    const { venue } = desk
    const theirs = [...venue.orders.values()][0]
    const { orders, balances, sent } = await endOf(desk)
    const filled = venue.fills.length === 0 ? '0' : '0.4'
    const state = theirs === undefined ? 'NOT_PLACED' : theirs.state
    const isOver = state === 'NOT_PLACED' || state === 'CANCELED'
    expect({ orders, sent }).toEqual({
      orders: [{ state, filled, held: isOver ? '0' : filled === '0' ? '100' : '60' }],
      sent: theirs === undefined ? 0 : 1,
    })
    const total = Number(balances['USDT available']) + Number(balances['USDT held'] ?? 0)
    expect([total, balances['BTC available']]).toEqual(
      filled === '0' ? [10_000, '5'] : [9_960, '5.4'],
    )
  })
}
