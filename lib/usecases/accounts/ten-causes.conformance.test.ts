import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { instrumentIdOf, parseInstrumentId, venueIdOf } from '#core/market/instrument.ts'
import { add, parseAmount } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { readConnectingAccount } from '#store/account-connection.ts'
import { orderPathStore } from '#store/order-path.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import { createClient, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { orderTerms, p, q } from '#test/builders.ts'
import { until } from '#test/exchange-client.ts'
import { silentLog } from '#test/silent-log.ts'
import { type AccountKey, startExchange } from '#test/start-exchange.ts'
import { acknowledgeBreak } from '../breaks/acknowledge-break.ts'
import { resolveBreak } from '../breaks/resolve-break.ts'
import type { Context } from '../context.ts'
import { makeEffect } from '../make-effect.ts'
import { ingestQuotes } from '../market/ingest-quotes.ts'
import { syncInstruments } from '../market/sync-instruments.ts'
import { applyVenueOrder } from '../orders/apply-venue-order.ts'
import { claimOrders } from '../orders/claim-orders.ts'
import { placeOrder } from '../orders/place-order.ts'
import { recordFills } from '../orders/record-fills.ts'
import { submitOrder } from '../orders/submit-order.ts'
import { openBooks } from './open-books.ts'
import { proveAccount } from './prove-account.ts'
import { reconcileAccount } from './reconcile-account.ts'
import type { ReconcileContext } from './reconcile-context.ts'
import { openStreamWitness } from './stream-witness.ts'

/**
 * Everything that may make books and venue differ, planted at the real exchange, and seen through the use cases that
 * the runner calls. Each shows its own cause, red, and ends by itself or by one act of a person.
 */
const exchange = await startExchange()
const { control } = exchange
// Many accounts share one address here, and none waits a quarter of a minute between its proofs.
await control.setLimits({ requestWeightPerMinute: 1_000_000 })
const { database } = await openTestDatabase()
const firm = await createFirm(database)
const clientId = await createClient(firm)
const sim = venueIdOf('sim')
const venues = openVenues({ simulatedUrl: exchange.restUrl, clock: systemClock, log: silentLog })
const publicVenue = await venues.openVenuePublic(sim)
const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const market = { database, clock: systemClock }
await syncInstruments(market, {
  venue: { id: sim, name: 'Simulated exchange', kind: 'simulated' },
  publicVenue,
})
const instruments = await publicVenue.fetchInstruments()
const stopping: (() => Promise<void>)[] = []

beforeAll(async () => {
  await control.addLiquidity('BTCUSDT', [
    { side: 'BUY', price: '49990', quantity: '50' },
    { side: 'SELL', price: '50000', quantity: '50' },
  ])
  await control.addLiquidity('BNBUSDT', [
    { side: 'BUY', price: '599', quantity: '50' },
    { side: 'SELL', price: '600', quantity: '50' },
  ])
  await control.addLiquidity('BNBUSDT', [{ side: 'BUY', price: '600', quantity: '1' }])
  await control.addLiquidity('DOGEUSDT', [
    { side: 'SELL', price: '0.2', quantity: '5000' },
    { side: 'BUY', price: '0.2', quantity: '100' },
  ])
  await ingestQuotes(market, publicVenue)
})
afterAll(async () => {
  for (const stop of stopping) await stop()
  await publicVenue.close()
  await exchange.stop()
})

type Desk = {
  readonly ctx: ReconcileContext
  readonly key: AccountKey
  readonly trader: Context
  readonly lease: Lease
  readonly bookId: string
}

/** A connected account with its stream followed, as the runner follows it. */
async function openDesk(): Promise<Desk> {
  const key = await control.openAccount({
    balances: { USDT: '100000', BTC: '1', BNB: '2', DOGE: '30' },
  })
  const accountId = systemDice.uuid()
  const [bookId, externalId] = [systemDice.uuid(), systemDice.uuid()]
  const account = { organizationId: firm.organizationId, clientId, accountId }
  await firm.db.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state,
          created_at) VALUES ($1::uuid, $2, $3, 'sim', $1::text, 'paper', 'CONNECTING', 'ACTIVE', now())`,
      values: [accountId, firm.organizationId, clientId],
    })
    await tx.query({
      text: `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
        VALUES ($1, $3, $4, $5, 'MANUAL', 'Manual', now()), ($2, $3, $4, $5, 'EXTERNAL', 'External', now())`,
      values: [bookId, externalId, firm.organizationId, clientId, accountId],
    })
  })
  const venue = await venues.openVenue({ venueId: sim, mode: 'paper', key })
  const orderPath = orderPathStore(firm.db)
  const lease = await orderPath.acquireLease({ ...account, holder: 'test', ttlMs: 600_000 })
  if (lease === null) throw new Error('expected the lease of a new account')
  const ctx: ReconcileContext = {
    account,
    orderPath,
    venue,
    db: firm.db,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
    instruments,
    historyFrom: systemClock.now(),
    witness: openStreamWitness(),
  }
  const connecting = await firm.db.read((tx) => readConnectingAccount(tx, accountId))
  if (connecting === null) throw new Error('expected the new account')
  await openBooks({ ...ctx, mayTradeLive: false }, { account: connecting, venue })
  stopping.push(await follow(ctx))
  expect(await prove(ctx)).toMatchObject({ outcome: 'PROVEN', breaks: [] })
  return { ctx, key, trader: aTrader(), lease, bookId }
}

function aTrader(): Context {
  const actor = { kind: 'person', id: systemDice.uuid(), role: 'TRADER', clientId: null } as const
  const parts = { db: firm.db, clock: systemClock, dice: systemDice, actor, requestId: 'test' }
  return { ...parts, log: silentLog, effect: makeEffect(parts) }
}

/** Books what the stream tells, in its order, as the runner does. Resolves when the stream has begun. */
async function follow(ctx: ReconcileContext): Promise<() => Promise<void>> {
  const stop = new AbortController()
  let isBegun = false
  let booked: Promise<unknown> = Promise.resolve()
  const listener = ctx.witness.listening({
    onOrder: (order: VenueOrder) => {
      booked = booked.then(() => applyVenueOrder(ctx, order))
    },
    onFill: (fill: VenueFill) => {
      booked = booked.then(() => recordFills(ctx, { fills: [fill], source: 'stream' }))
    },
    onBalanceChanged: () => undefined,
    onGap: () => {
      isBegun = true
    },
  })
  const watching = ctx.venue.watchAccount(listener, stop.signal)
  await until('the account stream', () => isBegun)
  return async () => {
    stop.abort()
    await watching
    await booked
    await ctx.venue.close()
  }
}

function prove(ctx: ReconcileContext, run = 1) {
  return proveAccount(ctx, { run, signal: new AbortController().signal })
}

/** Places an order of ours and sends it. */
async function send({ ctx, trader, lease, bookId }: Desk, terms: Partial<NewOrder>) {
  await ingestQuotes(market, publicVenue)
  const order = await placeOrder(trader, {
    ...orderTerms(),
    accountId: ctx.account.accountId,
    bookId,
    instrumentId: BTC_USDT,
    protectsPositionId: null,
    parentOrderId: null,
    origin: { kind: 'person', id: 'a-trader', signalId: null },
    note: null,
    quantity: q('0.01'),
    limitPrice: p('50000'),
    ...terms,
  })
  const [claimed] = await claimOrders(ctx, { lease, mayTradeLive: false })
  if (claimed?.id !== order.id) throw new Error(`expected a claimed order, found ${order.reason}`)
  await submitOrder(ctx, claimed)
  return order
}

async function causes({ ctx }: Desk) {
  const { accountId } = ctx.account
  const breaks = await firm.db.read((tx) => readUnendedBreaks(tx, { accountId }))
  return breaks.map(({ cause, state }) => `${cause} ${state}`)
}

/** Proves until nothing is left to say; a break that happened once ends with the second clean run. */
async function endsByItself(desk: Desk) {
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN', breaks: [] })
  await booksEqualTheExchange(desk)
}

async function booksEqualTheExchange({ ctx, key }: Desk) {
  const rows = await firm.db.read((tx) =>
    tx.query<{ asset: string; amount: string }>({
      text: `SELECT asset, trim_scale(sum(amount))::text AS amount FROM ledger_balance
        WHERE account_id = $1 AND kind IN ('available', 'held') GROUP BY asset HAVING sum(amount) <> 0 ORDER BY asset`,
      values: [ctx.account.accountId],
    }),
  )
  const balances = await ctx.venue.fetchBalances()
  const theirs = balances.map(({ asset, free, locked }) => [asset, String(add(free, locked))])
  const ours = rows.map(({ asset, amount }) => [asset, String(parseAmount(amount))])
  expect(ours, `account ${key.accountId}`).toEqual(theirs)
}

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
  await until('the fill to be old', () => later(2_100))
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
  expect(await tradingState()).toEqual({ trading_state: 'HALTED', trading_reason: 'CLOCK_SKEW' })
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

/** True once so much time has passed since it was first asked. */
const later = (() => {
  let startedAt: number | null = null
  return (ms: number) => {
    startedAt ??= performance.now()
    return performance.now() - startedAt > ms
  }
})()
