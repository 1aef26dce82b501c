import { expect, test } from 'vitest'
import { p, q } from '#test/builders.ts'
import { until } from '#test/exchange-client.ts'
import {
  booksEqualTheExchange,
  causes,
  endsByItself,
  openProofHouse,
  prove,
  send,
} from '#test/proof-house.ts'
import { acknowledgeBreak } from '../breaks/acknowledge-break.ts'
import { resolveBreak } from '../breaks/resolve-break.ts'
import { closeOrder } from '../orders/close-order.ts'
import { reconcileAccount } from './reconcile-account.ts'

/**
 * Everything that may make books and venue differ, planted at the real exchange, and seen through the use cases that
 * the runner calls. Each shows its own cause, red, and ends by itself or by one act of a person.
 */
const { control, firm, openDesk } = await openProofHouse()

test('a manual trade elsewhere is FOREIGN_ACTIVITY, booked at once, until two clean proofs', async () => {
  const desk = await openDesk()
  await control.placeOrder(desk.key.accountId, {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'MARKET',
    quantity: '0.1',
  })
  await prove(desk.ctx)
  expect(await causes(desk)).toEqual(['FOREIGN_ACTIVITY OPEN'])
  await endsByItself(desk)
})

test('a manual trade that somebody acknowledges is over at once', async () => {
  const desk = await openDesk()
  await control.placeOrder(desk.key.accountId, {
    symbol: 'BTCUSDT',
    side: 'SELL',
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: '60000',
    quantity: '0.1',
  })
  await until('the order on the stream', async () => {
    await prove(desk.ctx)
    return (await causes(desk)).length > 0
  })
  const [found] = (await prove(desk.ctx)).breaks
  const ended = await acknowledgeBreak(desk.trader, { breakId: found?.id ?? '' })
  expect(ended).toMatchObject({ state: 'RESOLVED', resolution: 'ACKNOWLEDGED' })
  expect(await causes(desk)).toEqual([])
})

test('a deposit explains itself', async () => {
  const desk = await openDesk()
  await control.deposit(desk.key.accountId, 'USDT', '1234.5')
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['DEPOSIT OPEN'])
  await endsByItself(desk)
})

test('a withdrawal explains itself, its fee too', async () => {
  const desk = await openDesk()
  await control.withdraw(desk.key.accountId, 'BTC', '0.25', '0.0005')
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['WITHDRAWAL OPEN'])
  await endsByItself(desk)
})

test('a conversion of dust explains itself on both sides', async () => {
  const desk = await openDesk()
  await control.convertDust(desk.key.accountId, 'DOGE')
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['DUST_CONVERSION OPEN', 'DUST_CONVERSION OPEN'])
  await endsByItself(desk)
})

test('a fee in a third coin is told, and booked in that coin', async () => {
  const desk = await openDesk()
  await control.changeFees(desk.key.accountId, { payInBnb: true })
  await send(desk, {})
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['FEE_IN_THIRD_COIN OPEN'])
  await endsByItself(desk)
})

test('a fill that the stream did not tell is found', async () => {
  const desk = await openDesk()
  const { accountId } = desk.key
  await control.addLiquidity('BTCUSDT', [{ side: 'SELL', price: '49995', quantity: '0.001' }])
  const fault = await control.plantFault({ kind: 'suppress-fills', match: { accountId } })
  await send(desk, { side: 'buy', limitPrice: p('49994'), quantity: q('0.01') })
  await control.addLiquidity('BTCUSDT', [{ side: 'SELL', price: '49994', quantity: '0.01' }])
  const plantedAt = performance.now()
  await until('the fill to be old', () => performance.now() - plantedAt > 2_100)
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['MISSED_FILL OPEN'])
  await control.removeFault(fault.id)
  await endsByItself(desk)
})

test('a fill that is told twice moves money once and is told', async () => {
  const desk = await openDesk()
  const { accountId } = desk.key
  await send(desk, {})
  await booksEqualTheExchange(desk)
  await control.plantFault({ kind: 'replay-fill', accountId })
  await until('the fill told again', async () => {
    await prove(desk.ctx)
    return (await causes(desk)).length > 0
  })
  expect(await causes(desk)).toEqual(['FILL_REPLAYED OPEN'])
  await endsByItself(desk)
})

test('a fill of an order that was taken for not placed is booked, and told', async () => {
  const desk = await openDesk()
  await send(desk, {}, ({ id }) =>
    closeOrder(desk.ctx, {
      orderId: id,
      event: { kind: 'notPlaced' },
      reason: 'NOT_PLACED',
      detail: null,
    }),
  )
  await booksEqualTheExchange(desk)
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await causes(desk)).toEqual(['FILL_AGAINST_ORDER OPEN'])
  await endsByItself(desk)
})

test('an order that the venue cancels by itself is told, and its hold released', async () => {
  const desk = await openDesk()
  await send(desk, { limitPrice: p('45000') })
  const [open] = await desk.ctx.venue.fetchOpenOrders()
  await control.cancelOrder(desk.key.accountId, Number(open?.venueOrderId))
  await until('the cancel to be known', async () => {
    await prove(desk.ctx)
    return (await causes(desk)).length > 0
  })
  expect(await causes(desk)).toEqual(['VENUE_CANCEL OPEN'])
  await endsByItself(desk)
})

test('a wrong balance is red after two reads and stays until a person books it', async () => {
  const desk = await openDesk()
  await control.setBalance(desk.key.accountId, 'USDT', '99000')
  const first = await reconcileAccount(desk.ctx, 1)
  expect(first).toMatchObject({ outcome: 'SUSPECT', breaks: [{ state: 'SUSPECT' }] })
  expect(first.recheckAfterMs).not.toBeNull()
  for (let run = 2; run < 5; run++) {
    expect(await reconcileAccount(desk.ctx, run)).toMatchObject({
      outcome: 'BROKEN',
      breaks: [{ cause: 'WRONG_BALANCE', state: 'OPEN', asset: 'USDT' }],
    })
  }
  const [found] = (await reconcileAccount(desk.ctx, 5)).breaks
  const breakId = found?.id ?? ''
  await expect(acknowledgeBreak(desk.trader, { breakId })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  })
  const input = { breakId, act: 'book-adjustment', note: 'counted by hand' } as const
  expect(await resolveBreak(desk.trader, input)).toMatchObject({ state: 'RESOLVED' })
  expect(await resolveBreak(desk.trader, input)).toMatchObject({ state: 'RESOLVED' })
  await endsByItself(desk)
})

test('a clock that is wrong is red, stops new orders, and ends when it is right again', async () => {
  const desk = await openDesk()
  const { accountId } = desk.ctx.account
  const tradingState = async () =>
    (
      await firm.db.read((tx) =>
        tx.query({
          text: 'SELECT trading_state, trading_reason FROM account WHERE id = $1',
          values: [accountId],
        }),
      )
    )[0]
  const fault = await control.plantFault({ kind: 'clock-skew', ms: 3_000 })
  await prove(desk.ctx)
  expect(await causes(desk)).toEqual(['CLOCK_SKEW OPEN'])
  expect(await tradingState()).toEqual({ trading_state: 'REDUCING', trading_reason: 'CLOCK_SKEW' })
  await control.removeFault(fault.id)
  await endsByItself(desk)
  expect(await tradingState()).toEqual({ trading_state: 'ACTIVE', trading_reason: null })
})

test('a venue that cannot be read proves nothing and ends nothing', async () => {
  const desk = await openDesk()
  await control.deposit(desk.key.accountId, 'USDT', '10')
  await prove(desk.ctx)
  const fault = await control.plantFault({ kind: 'http-error', status: 503 })
  expect(await prove(desk.ctx)).toMatchObject({
    outcome: 'FAILED',
    breaks: [{ cause: 'DEPOSIT', cleanReads: 0 }],
  })
  await control.removeFault(fault.id)
  await endsByItself(desk)
})
