import { afterAll, expect } from 'vitest'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { instrumentIdOf, parseInstrumentId, venueIdOf } from '#core/market/instrument.ts'
import { add, parseAmount } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { Lease, OrderRecord } from '#ports/order-path-store.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { readConnectingAccount } from '#store/account-connection.ts'
import { orderPathStore } from '#store/order-path.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import { openBooks } from '#usecases/accounts/open-books.ts'
import { proveAccount } from '#usecases/accounts/prove-account.ts'
import type { ReconcileContext } from '#usecases/accounts/reconcile-context.ts'
import { openStreamWitness } from '#usecases/accounts/stream-witness.ts'
import type { Context } from '#usecases/context.ts'
import { makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import { ingestQuotes } from '#usecases/market/ingest-quotes.ts'
import { syncInstruments } from '#usecases/market/sync-instruments.ts'
import { applyVenueOrder } from '#usecases/orders/apply-venue-order.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { recordFills } from '#usecases/orders/record-fills.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { createClient, createFirm, type TestFirm } from './builders/firm.ts'
import { openTestDatabase } from './builders/open-test-database.ts'
import { orderTerms, p, q } from './builders.ts'
import { until } from './exchange-client.ts'
import { silentLog } from './silent-log.ts'
import { type AccountKey, type ExchangeControl, startExchange } from './start-exchange.ts'

/** A firm beside a real exchange with three quoted markets, for tests that prove books. Call it once per file. */
export type ProofHouse = {
  readonly control: ExchangeControl
  readonly firm: TestFirm
  /** A connected account whose books are proven. */
  openDesk(): Promise<ProofDesk>
}

export type ProofDesk = {
  readonly ctx: ReconcileContext
  readonly key: AccountKey
  readonly trader: Context
  readonly lease: Lease
  readonly bookId: string
  readonly refreshQuotes: () => Promise<unknown>
}

const SIM = venueIdOf('sim')
const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))

export async function openProofHouse(): Promise<ProofHouse> {
  const exchange = await startExchange()
  const { control } = exchange
  // Many accounts share one address here, and none waits a quarter of a minute between its proofs.
  await control.setLimits({ requestWeightPerMinute: 1_000_000 })
  await quote(control)
  const { database } = await openTestDatabase()
  const firm = await createFirm(database)
  const clientId = await createClient(firm)
  const venues = openVenues({ simulatedUrl: exchange.restUrl, clock: systemClock, log: silentLog })
  const publicVenue = await venues.openVenuePublic(SIM)
  const market = { database, clock: systemClock }
  await syncInstruments(market, {
    venue: { id: SIM, name: 'Simulated exchange', kind: 'simulated' },
    publicVenue,
  })
  const instruments = await publicVenue.fetchInstruments()
  const refreshQuotes = () => ingestQuotes(market, publicVenue)
  await refreshQuotes()
  const stopping: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const stop of stopping) await stop()
    await publicVenue.close()
    await exchange.stop()
  })
  return {
    control,
    firm,
    openDesk: async () => {
      const key = await control.openAccount({
        balances: { USDT: '100000', BTC: '1', BNB: '2', DOGE: '30' },
      })
      const { account, bookId } = await newAccount(firm, clientId)
      const venue = await venues.openVenue({ venueId: SIM, mode: 'paper', key })
      const orderPath = orderPathStore(firm.db)
      const lease = await orderPath.acquireLease({ ...account, holder: 'test', ttlMs: 600_000 })
      const connecting = await firm.db.read((tx) => readConnectingAccount(tx, account.accountId))
      if (lease === null || connecting === null) throw new Error('expected a new account')
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
      await openBooks({ ...ctx, mayTradeLive: false }, { account: connecting, venue })
      stopping.push(await follow(ctx))
      expect(await prove(ctx)).toMatchObject({ outcome: 'PROVEN', breaks: [] })
      return { ctx, key, trader: aTrader(firm), lease, bookId, refreshQuotes }
    },
  }
}

async function quote(control: ExchangeControl): Promise<void> {
  await control.addLiquidity('BTCUSDT', [
    { side: 'BUY', price: '49990', quantity: '50' },
    { side: 'SELL', price: '50000', quantity: '50' },
  ])
  await control.addLiquidity('BNBUSDT', [
    { side: 'BUY', price: '599', quantity: '50' },
    { side: 'SELL', price: '600', quantity: '50' },
    { side: 'BUY', price: '600', quantity: '1' },
  ])
  await control.addLiquidity('DOGEUSDT', [
    { side: 'SELL', price: '0.2', quantity: '5000' },
    { side: 'BUY', price: '0.2', quantity: '100' },
  ])
}

async function newAccount(firm: TestFirm, clientId: string) {
  const [accountId, bookId, externalId] = [systemDice.uuid(), systemDice.uuid(), systemDice.uuid()]
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
  return { account: { organizationId: firm.organizationId, clientId, accountId }, bookId }
}

function aTrader(firm: TestFirm): Context {
  const actor = { kind: 'person', id: systemDice.uuid(), role: 'TRADER', clientId: null } as const
  const parts = { db: firm.db, clock: systemClock, dice: systemDice, actor, requestId: 'test' }
  return {
    ...parts,
    log: silentLog,
    effect: makeEffect(parts),
    jointEffect: makeJointEffect(parts),
  }
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

/** One regular proof, its rechecks included. */
export function prove(ctx: ReconcileContext, run = 1) {
  return proveAccount(ctx, { run, signal: new AbortController().signal })
}

/** Places an order of ours and sends it, after whatever happens in between. */
export async function send(
  { ctx, trader, lease, bookId, refreshQuotes }: ProofDesk,
  terms: Partial<NewOrder>,
  meanwhile: (claimed: OrderRecord) => Promise<unknown> = async () => undefined,
) {
  await refreshQuotes()
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
  await meanwhile(claimed)
  await submitOrder(ctx, claimed)
  return order
}

/** What stands against the books now: `CAUSE STATE`. */
export async function causes({ ctx }: ProofDesk) {
  const { accountId } = ctx.account
  const breaks = await ctx.db.read((tx) => readUnendedBreaks(tx, { accountId }))
  return breaks.map(({ cause, state }) => `${cause} ${state}`)
}

/** Proves until nothing is left to say; a break that happened once ends with the second clean run. */
export async function endsByItself(desk: ProofDesk) {
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN' })
  expect(await prove(desk.ctx)).toMatchObject({ outcome: 'PROVEN', breaks: [] })
  await booksEqualTheExchange(desk)
}

/** The books hold what the exchange says, to the last digit. */
export async function booksEqualTheExchange({ ctx, key }: ProofDesk) {
  const rows = await ctx.db.read((tx) =>
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
