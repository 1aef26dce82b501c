import fc from 'fast-check'
import { test } from 'vitest'
import { amountOf, quantityOf } from '#core/money/money.ts'
import {
  applyOrderEvent,
  isInDoubt,
  isTerminal,
  type NewsKind,
  type OrderEvent,
  type OrderFacts,
} from '#core/orders/order-state.ts'
import { a, q } from '#test/builders.ts'
import { propertyRuns } from '#test/property-runs.ts'

/** One thing the venue may tell us, as often and as late as it likes. Fills are told once per key. */
type Telling = { readonly key: string; readonly event: OrderEvent }

type Story = { readonly ordered: OrderFacts; readonly tellings: readonly Telling[] }

const RUNS = { numRuns: propertyRuns() }

/** What can truly happen at a venue: fills, then an end (or none yet). Sizes are whole, 1 to 40. */
const someStory: fc.Arbitrary<Story> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
    unfilled: fc.integer({ min: 1, max: 40 }),
    isQuoteAmount: fc.boolean(),
    ending: fc.constantFrom('filled', 'canceled', 'expired', 'none'),
  })
  .map(({ sizes, unfilled, isQuoteAmount, ending }) => {
    const filled = sizes.reduce((sum, size) => sum + size, 0)
    const isFilled = ending === 'filled' && filled > 0
    const size = isFilled ? filled : filled + unfilled
    return {
      ordered: {
        state: 'SENDING',
        quantity: isQuoteAmount ? null : quantityOf(BigInt(size)),
        quoteAmount: isQuoteAmount ? amountOf(BigInt(size)) : null,
        filledQuantity: q('0'),
        filledQuote: a('0'),
        venueFilledQuantity: null,
      },
      tellings: [
        telling('ack', { kind: 'acknowledged' }),
        ...sizes.map((part, index) => telling(`fill ${index}`, fillOf(part))),
        ...(isFilled
          ? [telling('end', { kind: 'venueFilled', quantity: quantityOf(BigInt(filled)) })]
          : []),
        ...(ending === 'canceled' || ending === 'expired'
          ? [telling('end', { kind: ending as NewsKind })]
          : []),
      ],
    }
  })

function telling(key: string, event: OrderEvent): Telling {
  return { key, event }
}

function fillOf(size: number): OrderEvent {
  return { kind: 'filled', quantity: quantityOf(BigInt(size)), quote: amountOf(BigInt(size)) }
}

/** Every telling at least once, some again, in any order. */
function someTold({ tellings }: Story): fc.Arbitrary<Telling[]> {
  return fc.array(fc.constantFrom(...tellings), { maxLength: 12 }).chain((repeated) =>
    fc.shuffledSubarray([...tellings, ...repeated], {
      minLength: tellings.length + repeated.length,
    }),
  )
}

/** Applies what is told; the fill key lets a fill through once, as the database does. */
function hear(ordered: OrderFacts, told: readonly Telling[]): OrderFacts[] {
  const heard = new Set<string>()
  const history = [ordered]
  for (const { key, event } of told) {
    if (event.kind === 'filled' && heard.has(key)) continue
    heard.add(key)
    const facts = history.at(-1) ?? ordered
    const move = applyOrderEvent(facts, event)
    if (move.kind === 'violation') throw new Error(`${key} is a violation: ${move.reason}`)
    history.push(move.kind === 'unchanged' ? facts : move.facts)
  }
  return history
}

const someStoryToldTwice = someStory.chain((story) => fc.tuple(fc.constant(story), someTold(story)))

test('any order and repetition of what a venue tells ends in the same facts, without a violation', () => {
  fc.assert(
    fc.property(someStoryToldTwice, ([{ ordered, tellings }, told]) => {
      return isSame(hear(ordered, told).at(-1), hear(ordered, tellings).at(-1))
    }),
    RUNS,
  )
})

test('on every way the filled quantity never falls, never exceeds the order, and only FILLED ends a closed order', () => {
  fc.assert(
    fc.property(someStoryToldTwice, ([{ ordered }, told]) => {
      const history = hear(ordered, told)
      return history.every((after, index) => isMonotone(history[index - 1] ?? ordered, after))
    }),
    RUNS,
  )
})

test('an order whose fills and end were all told is in a terminal state', () => {
  fc.assert(
    fc.property(someStory, ({ ordered, tellings }) => {
      const hasEnd = tellings.some(({ key }) => key === 'end')
      fc.pre(hasEnd)
      return isTerminal(hear(ordered, tellings).at(-1)?.state ?? 'NEW')
    }),
    RUNS,
  )
})

test('nothing but evidence moves an order in doubt', () => {
  const news: readonly NewsKind[] = ['approved', 'denied', 'claimed', 'quarantined']
  const sending: OrderFacts = {
    state: 'SENDING',
    quantity: q('1'),
    quoteAmount: null,
    filledQuantity: q('0'),
    filledQuote: a('0'),
    venueFilledQuantity: null,
  }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...news)), (told) => {
      const end = told.reduce((facts, kind) => {
        const move = applyOrderEvent(facts, { kind })
        return move.kind === 'unchanged' ? facts : move.facts
      }, sending)
      return isInDoubt(end.state)
    }),
    RUNS,
  )
})

function isSame(one: OrderFacts | undefined, other: OrderFacts | undefined): boolean {
  return (
    one?.state === other?.state &&
    one?.filledQuantity === other?.filledQuantity &&
    one?.filledQuote === other?.filledQuote &&
    one?.venueFilledQuantity === other?.venueFilledQuantity
  )
}

function isMonotone(before: OrderFacts, after: OrderFacts): boolean {
  const isWithin = after.quantity === null || after.filledQuantity <= after.quantity
  const isLeft = isTerminal(before.state) && ![before.state, 'FILLED'].includes(after.state)
  return after.filledQuantity >= before.filledQuantity && isWithin && !isLeft
}
