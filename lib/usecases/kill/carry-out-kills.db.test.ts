import { expect, test } from 'vitest'
import { AppError } from '#api/app-error.ts'
import type { KillRunView } from '#api/codecs/kill.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import { negate, zeroAmount } from '#core/money/money.ts'
import type { VenueBalance } from '#ports/venue.ts'
import { readProofHoldings } from '#store/read-proof-holdings.ts'
import { bookTransactions } from '#test/builders/ledger.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, anInstrument, p, q, USDT } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { recordFills } from '#usecases/orders/record-fills.ts'
import { sendCancel } from '#usecases/orders/send-cancel.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { carryOutKills } from './carry-out-kills.ts'
import { engageKill } from './engage-kill.ts'
import { VENUE_DIFFERS } from './flatten-in-scope.ts'
import type { KillContext } from './kill-context.ts'
import { listKillRuns } from './list-kill-runs.ts'

const clone = await openTestDatabase()

test('a venue that lies about a cancel keeps the line red until it lists the order no more', async () => {
  const desk = await openOrderDesk(clone)
  const venueOrderId = await workingOrder(desk)
  const honest = desk.venue.cancelOrder.bind(desk.venue)
  let asked = 0
  desk.venue.cancelOrder = async () => {
    asked += 1
    return { kind: 'canceled', order: { ...desk.venue.order(venueOrderId), state: 'CANCELED' } }
  }
  await stop(desk, { cancelAll: true })
  for (let look = 1; look <= 3; look++) {
    desk.clock.advance(1_000)
    expect(await carryOutKills(killContext(desk))).toBe('going')
    expect(await checkOf(desk)).toMatchObject({
      ordersOpen: { count: 1, readAt: desk.clock.now() },
      isDone: false,
    })
  }
  expect(asked).toBeGreaterThan(1)
  desk.venue.cancelOrder = honest
  await carryOutKills(killContext(desk))
  expect(await carryOutKills(killContext(desk))).toBe('done')
  expect(await checkOf(desk)).toMatchObject({ ordersOpen: { count: 0 }, isDone: true })
})

test('an order that is not ours is canceled too, and one that appears later makes the line red again', async () => {
  const desk = await openOrderDesk(clone)
  desk.venue.placeElsewhere({ instrumentId: desk.instrumentId, quantity: q('1') })
  await stop(desk, { cancelAll: true })
  await carryOutKills(killContext(desk))
  expect(await carryOutKills(killContext(desk))).toBe('done')
  desk.venue.placeElsewhere({ instrumentId: desk.instrumentId, quantity: q('2') })
  expect(await carryOutKills(killContext(desk))).toBe('going')
  expect((await runOf(desk)).isDone).toBe(false)
})

test('a venue that does not answer proves nothing: no line turns green and the old reading stays', async () => {
  const desk = await openOrderDesk(clone)
  await stop(desk, { cancelAll: true })
  const read = desk.venue.fetchOpenOrders.bind(desk.venue)
  desk.venue.fetchOpenOrders = async () => {
    throw new AppError('VENUE_UNREACHABLE', { public: 'The venue does not answer.' })
  }
  expect(await carryOutKills(killContext(desk))).toBe('going')
  expect(await checkOf(desk)).toMatchObject({
    ordersOpen: null,
    isDone: false,
    failure: 'The venue does not answer.',
  })
  desk.venue.fetchOpenOrders = read
  expect(await carryOutKills(killContext(desk))).toBe('done')
})

test('an order in doubt keeps the run red', async () => {
  const desk = await openOrderDesk(clone)
  await placeOrder(desk.trader, desk.order())
  await claim(desk)
  await stop(desk, {})
  expect(await carryOutKills(killContext(desk))).toBe('going')
  expect(await checkOf(desk)).toMatchObject({ inDoubt: { count: 1 }, isDone: false })
})

test('flatten cancels, then closes by one reduce-only order, and is done when the venue has it', async () => {
  const desk = await openOrderDesk(clone)
  await holdPosition(desk, '1')
  await workingOrder(desk)
  keepBalances(desk)
  await stop(desk, { cancelAll: true, flatten: true })
  expect(await carryOutKills(killContext(desk))).toBe('going')
  expect(await closings(desk)).toEqual([])
  await settleCancels(desk)
  for (let look = 0; look < 3; look++) await carryOutKills(killContext(desk))
  const [closing, ...more] = await closings(desk)
  expect(more).toEqual([])
  expect(closing).toMatchObject({
    side: 'sell',
    type: 'market',
    reduceOnly: true,
    quantity: q('1'),
  })
  const [sent] = await sendDue(desk)
  expect(sent).toBeDefined()
  await fillAll(desk, sent ?? '', '1')
  await carryOutKills(killContext(desk))
  expect(await checkOf(desk)).toMatchObject({
    positionsOpen: { count: 0 },
    ordersOpen: { count: 0 },
    isDone: true,
    failure: null,
  })
})

test('a position is not told flat while the venue’s balances differ from the books', async () => {
  const desk = await openOrderDesk(clone)
  await stop(desk, { flatten: true })
  desk.venue.fetchBalances = async () => [{ asset: assetIdOf('BTC'), free: a('7'), locked: a('0') }]
  expect(await carryOutKills(killContext(desk))).toBe('going')
  expect(await checkOf(desk)).toMatchObject({ isDone: false, failure: VENUE_DIFFERS })
})

test('a drill reads everything, tells what it would do, and cancels and closes nothing', async () => {
  const desk = await openOrderDesk(clone)
  await holdPosition(desk, '1')
  const venueOrderId = await workingOrder(desk)
  keepBalances(desk)
  await stop(desk, { pauseEntries: false, cancelAll: true, flatten: true, isDrill: true })
  expect(await carryOutKills(killContext(desk))).toBe('done')
  expect(desk.venue.order(venueOrderId).state).toBe('WORKING')
  expect(await runOf(desk)).toMatchObject({
    isDone: true,
    releasedAt: desk.clock.now(),
    accounts: [
      {
        cancelsAsked: 0,
        wouldDo: [
          `cancel buy 1 sim:BTC-USDT at 100 (${venueOrderId})`,
          'close by sell of 1 sim:BTC-USDT',
        ],
      },
    ],
  })
  expect(await carryOutKills(killContext(desk))).toBe('none')
})

test('a run of one book leaves the other book alone', async () => {
  const desk = await openOrderDesk(clone)
  const ours = await workingOrder(desk)
  const theirs = await workingOrder(desk, desk.account.externalBookId)
  await engageKill(desk.trader, {
    ...WISH,
    cancelAll: true,
    scope: { kind: 'book', id: desk.account.bookId },
  })
  await carryOutKills(killContext(desk))
  await settleCancels(desk)
  expect(await carryOutKills(killContext(desk))).toBe('done')
  expect([desk.venue.order(ours).state, desk.venue.order(theirs).state]).toEqual([
    'CANCELED',
    'WORKING',
  ])
})

const WISH = {
  scope: { kind: 'firm' },
  pauseEntries: true,
  cancelAll: false,
  flatten: false,
  isDrill: false,
  reason: null,
} as const

const stop = (desk: OrderDesk, shown: object) => engageKill(desk.trader, { ...WISH, ...shown })

function killContext({ runner, firm }: OrderDesk): KillContext {
  return { ...runner, db: firm.db, instruments: [anInstrument()] }
}

async function runOf(desk: OrderDesk): Promise<KillRunView> {
  const [run] = (await listKillRuns(desk.trader)).items
  if (run === undefined) throw new Error('a run was engaged')
  return run
}

async function checkOf(desk: OrderDesk) {
  return (await runOf(desk)).accounts[0]
}

const claim = ({ runner, lease }: OrderDesk) => claimOrders(runner, { lease, mayTradeLive: false })

/** Sends what may be sent; returns the venue's ids. */
async function sendDue(desk: OrderDesk): Promise<readonly string[]> {
  const before = new Set(desk.venue.orders.keys())
  for (const order of await claim(desk)) await submitOrder(desk.runner, order)
  return [...desk.venue.orders.keys()].filter((id) => !before.has(id))
}

async function workingOrder(desk: OrderDesk, bookId = desk.account.bookId): Promise<string> {
  if (bookId !== desk.account.bookId) await fund(desk, bookId)
  await placeOrder(desk.trader, desk.order({ bookId }))
  const [venueOrderId] = await sendDue(desk)
  if (venueOrderId === undefined) throw new Error('the order was sent')
  return venueOrderId
}

async function fund({ firm, account, clock }: OrderDesk, bookId: string): Promise<void> {
  const amount = a('1000')
  const postings = [
    { bookId, asset: USDT, kind: 'available', amount },
    { bookId, asset: USDT, kind: 'transferIn', amount: negate(amount) },
  ] as const
  await bookTransactions(firm, account, [{ kind: 'transfer', effectiveAt: clock.now(), postings }])
}

async function fillAll(desk: OrderDesk, venueOrderId: string, quantity: string): Promise<void> {
  const fill = desk.venue.fill(venueOrderId, { price: p('100'), quantity: q(quantity) })
  await recordFills(desk.runner, { fills: [fill], source: 'stream' })
}

async function holdPosition(desk: OrderDesk, quantity: string): Promise<void> {
  await fillAll(desk, await workingOrder(desk), quantity)
}

/** What the venue ended reaches our books, as the stream would bring it. */
async function settleCancels(desk: OrderDesk): Promise<void> {
  for (const order of await desk.orderPath.listCancelsDue(desk.account.accountId)) {
    await sendCancel(desk.runner, order)
  }
}

async function closings({ orderPath, account }: OrderDesk) {
  const open = await orderPath.change(account.accountId, (tx) => tx.listOpenOrders())
  return open.filter(({ origin }) => origin.kind === 'kill')
}

/** From here on the venue holds what our books hold. */
function keepBalances({ venue, firm, account, clock }: OrderDesk): void {
  venue.fetchBalances = async (): Promise<VenueBalance[]> => {
    const { holdings } = await firm.db.read((tx) =>
      readProofHoldings(tx, { accountId: account.accountId, since: clock.now() }),
    )
    return [...holdings].map(([asset, free]) => ({ asset, free, locked: zeroAmount }))
  }
}
