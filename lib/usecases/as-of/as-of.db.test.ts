import fc from 'fast-check'
import { expect, test } from 'vitest'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { add, amountOf, asAmount, type Quantity, quantityOf } from '#core/money/money.ts'
import { SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { keepLedgerSnapshot } from '#store/ledger-snapshots.ts'
import { bookTransactions } from '#test/builders/ledger.ts'
import { quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, BNB, BTC, p, q, USDT } from '#test/builders.ts'
import { type OrderDesk, openOrderDesk } from '#test/order-desk.ts'
import { concludeReading } from '#usecases/accounts/conclude-reconciliation.ts'
import { openStreamWitness } from '#usecases/accounts/stream-witness.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import { FILLS_PER_SNAPSHOT } from '#usecases/orders/book-fill.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { recordFill } from '#usecases/orders/record-fill.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'

const clone = await openTestDatabase()
const LOT = 10n ** 15n
const RUNS = 6

const someSteps = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 40 * SECOND_MS }),
    what: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('place' as const), isBuy: fc.boolean() }),
      },
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('fill' as const),
          order: fc.nat(20),
          lots: fc.integer({ min: 1, max: 200 }),
          price: fc.constantFrom('90', '99.99', '101.37'),
          lateMs: fc.constantFrom(0, 0, 0, 700, 45_000, 400_000),
          feeAsset: fc.constantFrom(BTC, USDT, BNB),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('cancel' as const), order: fc.nat(20) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('deposit' as const),
          units: fc.bigInt({ min: 1n, max: 10n ** 20n }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('prove' as const), isDifferent: fc.boolean() }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('keep' as const) }) },
    ),
  }),
  { minLength: 20, maxLength: 45 },
)
type What = (typeof someSteps extends fc.Arbitrary<infer Steps> ? Steps : never)[number]['what']

test('as of any moment, positions, balances, books and totals are what was shown at that moment', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(someSteps, async (steps) => {
      const story = await openStory()
      const shown: { readonly at: UnixMs; readonly page: unknown }[] = []
      for (const { afterMs, what } of steps) {
        await story.happen(what)
        shown.push({ at: story.desk.clock.now(), page: await pageAt(story.desk, undefined) })
        story.desk.clock.advance(afterMs + 1)
      }
      for (const { at, page } of shown) expect(await pageAt(story.desk, at)).toEqual(page)
    }),
    { numRuns: RUNS },
  )
})

/** Everything that a page shows, but what depends on quotes: those are not kept. */
async function pageAt({ firm, clock }: OrderDesk, asOf: UnixMs | undefined) {
  const ctx = { db: firm.db, clock }
  const input = asOf === undefined ? {} : { asOf }
  const positions = await listPositions(ctx, input)
  const balances = await listBalances(ctx, input)
  const books = await listBooks(ctx, input)
  const { clients } = await getOverview(ctx, input)
  return {
    positions: positions.items.map(({ mark: _m, value: _v, unrealizedPnl: _u, ...own }) => own),
    balances: balances.items.map(({ value: _v, ...own }) => own),
    books: books.items,
    totals: clients.flatMap(({ totals, accounts }) =>
      [totals, ...accounts.map((account) => account.totals)].map(({ realizedPnl, openBreaks }) => ({
        realizedPnl,
        openBreaks,
      })),
    ),
  }
}

/** A desk with an order that has nearly as many fills as a position's snapshot takes. */
async function openStory() {
  const desk = await openOrderDesk(clone)
  const place = async (side: 'buy' | 'sell', quantity: Quantity) => {
    await quoteMarket(clone.database, desk.instrumentId, {
      bid: '99.99',
      ask: '100.01',
      receivedAt: desk.clock.now(),
    })
    await placeOrder(desk.trader, desk.order({ side, quantity }))
    const claimed = await claimOrders(desk.runner, { lease: desk.lease, mayTradeLive: false })
    for (const order of claimed) await submitOrder(desk.runner, order)
  }
  const fillOf = async (wish: Extract<What, { kind: 'fill' }>) => {
    const orders = [...desk.venue.orders.values()]
    const order = orders[wish.order % orders.length]
    const quantity = quantityOf(BigInt(wish.lots) * LOT)
    if (order === undefined || add(order.filledQuantity, quantity) > (order.quantity ?? 0n)) return
    const fill = desk.venue.fill(order.venueOrderId, {
      price: p(wish.price),
      quantity,
      venueAt: unixMsOf(desk.clock.now() - wish.lateMs),
      fee: { feeAsset: wish.feeAsset, feeAmount: a('0.0003') },
    })
    await recordFill(desk.runner, { fill, source: 'stream' })
  }
  await place('buy', q('10'))
  const first = {
    kind: 'fill',
    order: 0,
    lots: 1,
    price: '99.99',
    lateMs: 0,
    feeAsset: USDT,
  } as const
  for (let n = 0; n < FILLS_PER_SNAPSHOT - 5; n++) await fillOf(first)
  desk.clock.advance(1)
  return { desk, happen: (what: What) => happen(desk, what, { place, fillOf }) }
}

type Acts = {
  readonly place: (side: 'buy' | 'sell', quantity: Quantity) => Promise<void>
  readonly fillOf: (wish: Extract<What, { kind: 'fill' }>) => Promise<void>
}

async function happen(desk: OrderDesk, what: What, { place, fillOf }: Acts): Promise<void> {
  const { account, firm, clock } = desk
  const now = clock.now()
  switch (what.kind) {
    case 'place':
      return place(what.isBuy ? 'buy' : 'sell', q('1'))
    case 'fill':
      return fillOf(what)
    case 'cancel': {
      const [order] = await desk.orderPath.change(account.accountId, (tx) => tx.listOpenOrders())
      if (order !== undefined) await cancelOrder(desk.trader, { orderId: order.id })
      return
    }
    case 'deposit':
      return bookTransactions(firm, account, [
        {
          kind: 'adjustment',
          effectiveAt: now,
          postings: postingsForAdjustment({
            bookId: account.bookId,
            asset: BNB,
            amount: amountOf(what.units),
          }),
        },
      ])
    case 'prove':
      await prove(desk, what.isDifferent)
      return
    case 'keep':
      return firm.db.write((tx) =>
        keepLedgerSnapshot(tx, { accountId: account.accountId, now, every: 3 }),
      )
  }
}

async function prove(desk: OrderDesk, isDifferent: boolean): Promise<void> {
  const difference = { asset: USDT, ours: asAmount(q('1')), theirs: asAmount(q('2')) }
  const witness = openStreamWitness()
  await concludeReading(
    { ...desk.runner, db: desk.firm.db, instruments: [], historyFrom: desk.clock.now(), witness },
    {
      startedAt: desk.clock.now(),
      clockOffsetMs: 0,
      compared: isDifferent
        ? { kind: 'differ', changes: 0, differences: [difference], assetCount: 2 }
        : { kind: 'match', changes: 0, assetCount: 2 },
      orderStates: [],
      transfers: [],
    },
  )
}
