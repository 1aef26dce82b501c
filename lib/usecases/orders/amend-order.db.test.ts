import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, formatDecimal, isAbove, min, subtract, zeroQuantity } from '#core/money/money.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { p, q } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { type Amendment, amendOrder } from './amend-order.ts'
import { cancelOrder } from './cancel-order.ts'
import { claimOrders, UNSENT_MS_MAX } from './claim-orders.ts'
import { placeOrder } from './place-order.ts'
import { recordFill } from './record-fill.ts'
import { sendCancel } from './send-cancel.ts'
import { submitOrder } from './submit-order.ts'

const clone = await openTestDatabase()
const ORIGIN = { kind: 'person', id: 'a-trader', signalId: null } as const

function amend(desk: OrderDesk, amendment: Amendment) {
  return amendOrder(desk.trader, { ...amendment, origin: ORIGIN })
}

async function read(desk: OrderDesk, orderId: string): Promise<OrderRecord> {
  const facts = await desk.orderPath.change(desk.account.accountId, (tx) =>
    tx.readOrder({ orderId }),
  )
  if (!facts?.order) throw new Error('the order is there')
  return facts.order
}

/** What is due is claimed and sent. */
async function send(desk: OrderDesk): Promise<readonly OrderRecord[]> {
  const claimed = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
  for (const order of claimed) await submitOrder(desk.runner, order)
  return claimed
}

async function cancelAtVenue(desk: OrderDesk, orderId: string): Promise<void> {
  await sendCancel(desk.runner, await read(desk, orderId))
}

async function fill(desk: OrderDesk, { venueOrderId }: OrderRecord, quantity: string) {
  if (venueOrderId === null) throw new Error('the order is at the venue')
  const told = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q(quantity) })
  return () => recordFill(desk.runner, { fill: told, source: 'stream' })
}

async function setTradingState({ firm, account }: OrderDesk, state: string): Promise<void> {
  await firm.db.write((tx) =>
    tx.query({
      text: 'UPDATE account SET trading_state = $2 WHERE id = $1',
      values: [account.accountId, state],
    }),
  )
}

async function workingOrder(desk: OrderDesk, shown: Parameters<OrderDesk['order']>[0] = {}) {
  const { id } = await placeOrder(desk.trader, desk.order(shown))
  await send(desk)
  return read(desk, id)
}

test('a replacement is sent only once the order it replaces is closed, and gets its hold then', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('98') })
  expect(await desk.balances()).toMatchObject({ 'USDT available': '9900', 'USDT held': '100' })
  expect(await send(desk)).toEqual([])
  await cancelAtVenue(desk, old.id)
  expect(await desk.balances()).toMatchObject({ 'USDT available': '10000' })
  expect(await send(desk)).toMatchObject([{ id, limitPrice: p('98'), quantity: q('1') }])
  expect(await read(desk, id)).toMatchObject({ state: 'WORKING', replacesOrderId: old.id })
  expect(await desk.balances()).toMatchObject({ 'USDT available': '9902', 'USDT held': '98' })
})

test('what the old order filled until it closed is taken off the new one', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  await (await fill(desk, old, '0.25'))()
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  await (await fill(desk, old, '0.25'))()
  await cancelAtVenue(desk, old.id)
  expect(await send(desk)).toMatchObject([{ id, quantity: q('0.5') }])
})

test('a fill that the venue counted and we have not booked yet holds the new order back', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const { id } = await amend(desk, { orderId: old.id, quantity: q('2') })
  const tell = await fill(desk, old, '0.75')
  await cancelAtVenue(desk, old.id)
  expect(await read(desk, old.id)).toMatchObject({ state: 'CANCELED' })
  expect(await send(desk)).toEqual([])
  await tell()
  expect(await send(desk)).toMatchObject([{ id, quantity: q('1.25') }])
})

test('an order that fills before its cancel leaves nothing to send', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  await (await fill(desk, old, '1'))()
  await cancelAtVenue(desk, old.id)
  expect(await send(desk)).toEqual([])
  expect(await read(desk, id)).toMatchObject({
    state: 'CANCELED',
    reason: 'REPLACED_ORDER_FILLED',
    reasonDetail: 'asked=1 filled=1',
  })
  expect(desk.venue.sent).toHaveLength(1)
})

test('a refused replacement leaves the old order as it is', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const refused = await amend(desk, { orderId: old.id, quantity: q('101') })
  expect(refused).toMatchObject({ state: 'DENIED', reason: 'INSUFFICIENT_FUNDS' })
  expect(await read(desk, old.id)).toEqual(old)
})

test('the money that the old order holds pays for the new one', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk, { quantity: q('100') })
  expect(await desk.balances()).toEqual({ 'BTC available': '5', 'USDT held': '10000' })
  expect(await amend(desk, { orderId: old.id, limitPrice: p('99') })).toMatchObject({
    state: 'NEW',
  })
})

test('money that another order takes between the two refuses the new one', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk, { quantity: q('100') })
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  await cancelAtVenue(desk, old.id)
  await placeOrder(desk.trader, desk.order({ quantity: q('50') }))
  await send(desk)
  expect(await read(desk, id)).toMatchObject({ state: 'DENIED', reason: 'INSUFFICIENT_FUNDS' })
})

test('while nobody knows whether the old order was placed, the new one waits', async () => {
  const desk = await openOrderDesk(clone)
  desk.venue.script = 'loseAnswer'
  const { id: orderId } = await placeOrder(desk.trader, desk.order())
  await send(desk)
  await amend(desk, { orderId, limitPrice: p('99') })
  expect(await read(desk, orderId)).toMatchObject({ state: 'SENDING' })
  expect(await send(desk)).toEqual([])
})

test('an order that was never sent is replaced at once', async () => {
  const desk = await openOrderDesk(clone)
  const { id: orderId } = await placeOrder(desk.trader, desk.order())
  const { id } = await amend(desk, { orderId, limitPrice: p('99') })
  expect(await read(desk, orderId)).toMatchObject({ state: 'CANCELED' })
  expect(await send(desk)).toMatchObject([{ id }])
})

test('amending what still waits replaces the first order, which is still waited for', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const first = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  const second = await amend(desk, { orderId: first.id, limitPrice: p('98') })
  expect(second.replacesOrderId).toBe(old.id)
  expect(await send(desk)).toEqual([])
  await cancelAtVenue(desk, old.id)
  expect(await send(desk)).toMatchObject([{ id: second.id }])
  expect(await read(desk, first.id)).toMatchObject({ state: 'CANCELED' })
})

test('a pause between the two holds the replacement back', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  await setTradingState(desk, 'HALTED')
  await cancelAtVenue(desk, old.id)
  expect(await send(desk)).toEqual([])
  expect(await read(desk, id)).toMatchObject({ state: 'NEW' })
})

test('while the account may only reduce, a replacement that increases is denied and one that reduces is sent', async () => {
  const desk = await openOrderDesk(clone)
  const buy = await workingOrder(desk)
  await (await fill(desk, buy, '1'))()
  const [more, less] = [await workingOrder(desk), await workingOrder(desk, { side: 'sell' })]
  const increase = await amend(desk, { orderId: more.id, limitPrice: p('99') })
  const decrease = await amend(desk, { orderId: less.id, limitPrice: p('101') })
  await setTradingState(desk, 'REDUCING')
  await cancelAtVenue(desk, more.id)
  await cancelAtVenue(desk, less.id)
  expect(await send(desk)).toMatchObject([{ id: decrease.id }])
  expect(await read(desk, increase.id)).toMatchObject({
    state: 'DENIED',
    reason: 'TRADING_STATE_REDUCING',
  })
})

test('a replacement that waited too long was meant for another market and is not sent', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  const { id } = await amend(desk, { orderId: old.id, limitPrice: p('99') })
  desk.clock.advance(UNSENT_MS_MAX + 1)
  await cancelAtVenue(desk, old.id)
  expect(await send(desk)).toEqual([])
  expect(await read(desk, id)).toMatchObject({ state: 'EXPIRED', reason: 'UNSENT_TOO_LONG' })
})

test('an order on its way out is not amended', async () => {
  const desk = await openOrderDesk(clone)
  const old = await workingOrder(desk)
  await cancelOrder(desk.trader, { orderId: old.id })
  await expect(amend(desk, { orderId: old.id, limitPrice: p('99') })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
})

type Story = {
  readonly desk: OrderDesk
  /** The order and, one after the other, what replaced it. */
  readonly chain: string[]
  /** Fills at the venue of which we have not heard. */
  readonly untold: (() => Promise<unknown>)[]
}

const STEPS = {
  async fill({ desk, untold }: Story) {
    for (const order of desk.venue.orders.values()) {
      if (order.state !== 'WORKING' && order.state !== 'PARTIALLY_FILLED') continue
      const left = subtract(order.quantity, order.filledQuantity)
      const quantity = min(left, q('0.3'))
      const told = desk.venue.fill(order.venueOrderId, { price: p('100'), quantity })
      untold.push(() => recordFill(desk.runner, { fill: told, source: 'stream' }))
    }
  },
  async amend({ desk, chain }: Story) {
    const orderId = chain.at(-1) ?? ''
    const wish = amend(desk, { orderId, limitPrice: p('99') })
    // One that is closed or on its way out cannot be amended: that is an answer too.
    const amended = await wish.catch(() => null)
    if (amended?.state === 'NEW') chain.push(amended.id)
  },
  async cancelAtVenue({ desk, chain }: Story) {
    for (const order of await Promise.all(chain.map((id) => read(desk, id)))) {
      if (order.cancelRequestedAt === null || order.venueOrderId === null) continue
      await sendCancel(desk.runner, order)
    }
  },
  async tell({ untold }: Story) {
    for (const tell of untold.splice(0)) await tell()
  },
  async send({ desk }: Story) {
    await send(desk)
  },
} as const

test('whatever comes between, all orders together never fill more than was asked in all', async () => {
  const names = ['fill', 'amend', 'cancelAtVenue', 'tell', 'send'] as const
  const stories = fc.array(fc.constantFrom(...names), { minLength: 4, maxLength: 16 })
  await fc.assert(
    fc.asyncProperty(stories, async (steps) => {
      const desk = await openOrderDesk(clone)
      const story: Story = { desk, chain: [(await workingOrder(desk)).id], untold: [] }
      for (const step of [...steps, 'tell', 'send', 'fill', 'tell'] as const) {
        await STEPS[step](story)
      }
      const orders = await Promise.all(story.chain.map((id) => read(desk, id)))
      const filled = orders.reduce((sum, order) => add(sum, order.filledQuantity), zeroQuantity)
      expect(isAbove(filled, q('1')), formatDecimal(filled)).toBe(false)
      expect(orders.filter(({ state }) => state === 'WORKING').length).toBeLessThanOrEqual(1)
    }),
    { numRuns: 25 },
  )
})
