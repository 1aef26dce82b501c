import fc from 'fast-check'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { add, amountOf, asAmount, type Quantity, quantityOf } from '#core/money/money.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import { keepLedgerSnapshot } from '#store/ledger-snapshots.ts'
import { concludeReading } from '#usecases/accounts/conclude-reconciliation.ts'
import { openStreamWitness } from '#usecases/accounts/stream-witness.ts'
import { FILLS_PER_SNAPSHOT } from '#usecases/orders/book-fill.ts'
import { cancelOrder } from '#usecases/orders/cancel-order.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { recordFill } from '#usecases/orders/record-fill.ts'
import { submitOrder } from '#usecases/orders/submit-order.ts'
import { bookTransactions } from './builders/ledger.ts'
import { quoteMarket } from './builders/market.ts'
import type { OpenTestDatabase } from './builders/open-test-database.ts'
import { a, BNB, BTC, p, q, USDT } from './builders.ts'
import { type OrderDesk, openOrderDesk } from './order-desk.ts'

const LOT = 10n ** 15n

/** What happens to an account, and how long after the step before. */
export const someSteps = fc.array(
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
export type What = (typeof someSteps extends fc.Arbitrary<infer Steps>
  ? Steps
  : never)[number]['what']

/** A desk with an order that has nearly as many fills as a position's snapshot takes. */
export async function openStory(clone: OpenTestDatabase) {
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
