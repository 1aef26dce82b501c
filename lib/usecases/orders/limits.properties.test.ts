import fc from 'fast-check'
import { test } from 'vitest'
import { amountOf, asAmount, isNegative, priceOf, quantityOf } from '#core/money/money.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import { anInstrument } from '#test/builders.ts'
import { type Asked, OrderModel } from '#test/order-model.ts'
import { propertyRuns } from '#test/property-runs.ts'

const RUNS = { numRuns: propertyRuns() }
const UNIT = 10n ** 18n
const { notionalMax } = anInstrument()

type Step =
  | { readonly kind: 'place'; readonly asked: readonly Asked[] }
  | { readonly kind: 'fill'; readonly index: number; readonly hundredths: number }
  | { readonly kind: 'cancel' | 'doubt'; readonly index: number }

/** Round enough that one order often closes what another is to close. */
const someQuantity = fc
  .bigInt({ min: 1n, max: 8n })
  .map((halves) => quantityOf((halves * UNIT) / 2n))
const someLimit = fc.integer({ min: 96, max: 104 }).map((price) => priceOf(BigInt(price) * UNIT))
const someSized: fc.Arbitrary<Asked> = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  reduceOnly: fc.boolean(),
  quantity: someQuantity,
  quoteAmount: fc.constant(null),
  limitPrice: someLimit,
})
/** A market buy of so much money: how much it buys is known when it is filled. */
const someUnsized: fc.Arbitrary<Asked> = someQuantity.map((quantity) => ({
  side: 'buy',
  reduceOnly: false,
  quantity: null,
  quoteAmount: amountOf(quantity * 100n),
  limitPrice: null,
}))
const someAsked = fc.oneof(
  { weight: 6, arbitrary: someSized },
  { weight: 1, arbitrary: someUnsized },
)
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      asked: fc.array(someAsked, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fill' as const),
      index: fc.nat(9),
      hundredths: fc.constantFrom(10, 50, 100),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'doubt'), index: fc.nat(9) }),
  },
)
const someStory = fc.array(someStep, { maxLength: 14, size: 'max' })

/** Enough base to sell what was never bought: positions are long, flat or short. */
const someBook = fc
  .constantFrom(-3n, 0n, 3n)
  .map((units) => () => new OrderModel({ ...OWNED, position: quantityOf(units * UNIT) }))
const OWNED = { base: amountOf(20n * UNIT), quote: amountOf(2_000n * UNIT) }

test('open, in doubt and new together never exceed what a book owns, however they fill', () => {
  fc.assert(
    fc.property(someBook, someStory, (openBook, story) => {
      const book = openBook()
      for (const step of story) {
        play(book, step)
        if (isNegative(book.available.base) || isNegative(book.available.quote)) return false
        if (!book.open.every(isCovered)) return false
      }
      return book.orders.every(({ quoteAmount }) => (quoteAmount ?? 0n) <= (notionalMax ?? 0n))
    }),
    RUNS,
  )
})

test('no reduce-only order ever opens, flips or grows a position, whatever else is open and fills first', () => {
  fc.assert(
    fc.property(someBook, someStory, (openBook, story) => {
      const book = openBook()
      return story.every((step) => {
        const filled = play(book, step)
        if (!filled?.order.reduceOnly) return true
        const isOnItsSide = book.position === 0n || book.position > 0n === filled.before > 0n
        return isOnItsSide && magnitude(book.position) < magnitude(filled.before)
      })
    }),
    RUNS,
  )
})

function play(book: OrderModel, step: Step): ReturnType<OrderModel['fill']> {
  if (step.kind === 'fill') return book.fill(step.index, step.hundredths)
  if (step.kind === 'place') book.place(step.asked)
  else book[step.kind](step.index)
  return null
}

/** What is held for an order pays for all that may still be filled of it. */
function isCovered({ side, quantity, quoteAmount, holdAmount, ...order }: OrderRecord): boolean {
  if (quantity === null) return holdAmount >= (quoteAmount ?? 0n) - order.filledQuote
  const left = quantity - order.filledQuantity
  if (side === 'sell') return holdAmount >= asAmount(quantityOf(left))
  return holdAmount * UNIT >= left * (order.limitPrice ?? 0n)
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
