import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assert } from '#core/assert.ts'
import { settleHold } from '#core/ledger/hold-for-order.ts'
import { type Holding, holdingsOf } from '#core/ledger/holdings.ts'
import { assertBalanced, type Posting } from '#core/ledger/posting.ts'
import { postingsForFill, spentByFill } from '#core/ledger/postings-for-fill.ts'
import { holdPostings, releasePostings } from '#core/ledger/postings-for-hold.ts'
import {
  type Amount,
  amountOf,
  asAmount,
  isZero,
  notional,
  priceOf,
  quantityOf,
  subtract,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { applyOrderEvent, type OrderFacts } from '#core/orders/order-state.ts'
import { applyFill, isLateFill, positionFromFills } from '#core/portfolio/apply-fill.ts'
import { emptyPosition, type Position } from '#core/portfolio/position.ts'
import { aFill, anInstrument, at, BNB, BTC, USDT } from '#test/builders.ts'

const instrument = anInstrument()
const bookId = 'book'
const LOT = 10n ** 15n
const TICK = 10n ** 16n
const RUNS = 500

/** Fills of one book as a venue makes them: on tick and lot, one trade id each, times that may coincide. */
const someFills = fc
  .array(
    fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      lots: fc.integer({ min: 1, max: 5_000 }),
      ticks: fc.integer({ min: 1, max: 20_000 }),
      feeAsset: fc.constantFrom(BTC, USDT, BNB),
      feeUnits: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 14n }),
      ms: fc.nat(4),
      order: fc.nat(2),
    }),
    { maxLength: 24 },
  )
  .map((drafts) =>
    drafts.map(({ side, lots, ticks, feeAsset, feeUnits, ms, order }, index): Fill => {
      const price = priceOf(BigInt(ticks) * TICK)
      const quantity = quantityOf(BigInt(lots) * LOT)
      return aFill({
        orderId: `${side} ${order}`,
        venueOrderId: `${side} ${order}`,
        venueTradeId: `${index * 7}`,
        side,
        price,
        quantity,
        quoteQuantity: notional(price, quantity, 'down'),
        feeAsset,
        feeAmount: amountOf(feeUnits),
        venueAt: at(ms),
      })
    }),
  )

const someArrivals = someFills.chain((fills) =>
  fc.tuple(fc.constant(fills), fc.shuffledSubarray(fills, { minLength: fills.length })),
)

test('any arrival order of the same fills gives byte-equal positions, profit and balances', () => {
  fc.assert(
    fc.property(someArrivals, ([fills, arrived]) => {
      const expected = record(fills)
      expect(text(record(arrived))).toBe(text(expected))
      expect(text(expected.position)).toBe(text(fromFills(fills)))
    }),
    { numRuns: RUNS },
  )
})

test('the ledger and the position tell one story: base owned is the quantity, quote spent is cost less profit', () => {
  fc.assert(
    fc.property(someArrivals, ([, arrived]) => {
      const { position, holdings } = record(arrived)
      expect(totalOf(holdings, BTC)).toBe(asAmount(position.quantity))
      expect(totalOf(holdings, USDT)).toBe(subtract(position.realizedPnl, position.cost))
      expect(holdings.every(({ held }) => isZero(held))).toBe(true)
    }),
    { numRuns: RUNS },
  )
})

test('a rebuild from a snapshot equals a build from the beginning', () => {
  fc.assert(
    fc.property(someFills, fc.nat(), (fills, cut) => {
      const sorted = [...fills].sort(
        (x, y) => x.venueAt - y.venueAt || Number(x.venueTradeId) - Number(y.venueTradeId),
      )
      const splitAt = cut % (sorted.length + 1)
      const snapshot = fromFills(sorted.slice(0, splitAt))
      const rebuilt = positionFromFills({
        bookId,
        instrument,
        fills: sorted.slice(splitAt),
        snapshot,
      })
      expect(text(rebuilt)).toBe(text(fromFills(sorted)))
    }),
  )
})

type Recorded = { readonly position: Position; readonly holdings: readonly Holding[] }

/**
 * What the desk does with fills as they arrive: moves the order, settles its hold, posts, continues the
 * position or rebuilds it. At the end the orders still open are canceled.
 */
function record(arrived: readonly Fill[]): Recorded {
  const orders = ordersOf(arrived)
  const postings: Posting[] = [...orders.values()].flatMap(({ asset, held }) =>
    holdPostings({ bookId, asset, amount: held }),
  )
  let position = emptyPosition(bookId, instrument.id)
  const recorded: Fill[] = []
  for (const fill of arrived) {
    recorded.push(fill)
    const order = orders.get(fill.venueOrderId)
    assert(order !== undefined, 'every fill has its order')
    const spent = spentByFill(fill, instrument)
    const consumed = settle(order, filled(order.facts, fill), spent, postings)
    postings.push(...postingsForFill({ fill, instrument, bookId, heldConsumed: consumed }))
    position = isLateFill(position, fill)
      ? fromFills(recorded)
      : applyFill(position, fill, instrument)
  }
  for (const order of orders.values()) {
    const canceled = { ...order.facts, state: 'CANCELED' as const }
    settle(order, canceled, zeroAmount, postings)
  }
  assertBalanced(postings)
  return { position, holdings: holdingsOf(postings) }
}

type OpenOrder = { readonly asset: typeof BTC; held: Amount; facts: OrderFacts }

/** One order for each order id, for a third more than will be filled of it. */
function ordersOf(fills: readonly Fill[]): Map<string, OpenOrder> {
  const orders = new Map<string, OpenOrder>()
  for (const { venueOrderId, side } of fills) {
    const own = fills.filter((fill) => fill.venueOrderId === venueOrderId)
    const lots = own.reduce((sum, { quantity }) => sum + quantity, 0n)
    const quantity = quantityOf((lots / LOT / 3n + 1n) * LOT + lots)
    const asset = side === 'buy' ? USDT : BTC
    const held = side === 'buy' ? amountOf(quantity * 200n) : asAmount(quantity)
    orders.set(venueOrderId, {
      asset,
      held,
      facts: {
        state: 'WORKING',
        quantity,
        quoteAmount: null,
        filledQuantity: zeroQuantity,
        filledQuote: zeroAmount,
        venueFilledQuantity: null,
      },
    })
  }
  return orders
}

function filled(facts: OrderFacts, { quantity, quoteQuantity }: Fill): OrderFacts {
  const move = applyOrderEvent(facts, { kind: 'filled', quantity, quote: quoteQuantity })
  assert(move.kind === 'moved', 'every fill moves its order')
  return move.facts
}

function settle(order: OpenOrder, after: OrderFacts, spent: Amount, postings: Posting[]): Amount {
  const { consumed, released, remaining } = settleHold({
    before: order.facts,
    after,
    held: order.held,
    spent,
  })
  if (!isZero(released)) {
    postings.push(...releasePostings({ bookId, asset: order.asset, amount: released }))
  }
  order.facts = after
  order.held = remaining
  return consumed
}

function fromFills(fills: readonly Fill[]): Position {
  return positionFromFills({ bookId, instrument, fills })
}

function totalOf(holdings: readonly Holding[], asset: typeof BTC): Amount {
  return holdings.find((holding) => holding.asset === asset)?.total ?? zeroAmount
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? `${field}n` : field))
}
