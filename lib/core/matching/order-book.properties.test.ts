import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventList } from '#test/matching/event-list.ts'
import { ReferenceBook } from '#test/matching/reference-book.ts'
import {
  type BookSide,
  type BookSink,
  EXECUTION,
  type Execution,
  SELF_TRADE,
  type SelfTradePrevention,
  SIDE,
} from './book-sink.ts'
import { OrderBook } from './order-book.ts'

type Message =
  | {
      readonly kind: 'place'
      readonly handle: number
      readonly side: BookSide
      readonly price: number
      readonly lots: number
      readonly execution: Execution
      readonly owner: number
      readonly selfTrade: SelfTradePrevention
    }
  | {
      readonly kind: 'market'
      readonly handle: number
      readonly side: BookSide
      readonly lots: number
      readonly owner: number
      readonly selfTrade: SelfTradePrevention
    }
  | { readonly kind: 'cancel'; readonly handle: number }
  | {
      readonly kind: 'replace'
      readonly handle: number
      readonly price: number
      readonly lots: number
    }

const HANDLES = 24
/** Small against the spread of the prices below, so that the window moves all the time. */
const WINDOW_TICKS = 8
const LEVELS_READ = 64

const handle = fc.nat({ max: HANDLES - 1 })
const side = fc.constantFrom(SIDE.BUY, SIDE.SELL)
const lots = fc.integer({ min: 1, max: 12 })
const owner = fc.nat({ max: 2 })
const selfTrade = fc.constantFrom(...Object.values(SELF_TRADE))
const execution = fc.constantFrom(
  ...Object.values(EXECUTION),
  EXECUTION.GOOD_TIL_CANCELED,
  EXECUTION.GOOD_TIL_CANCELED,
)
/** Around a touch, drifting with a factor ten, crashing to a tick, and at the far end of what a price may be. */
const price = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 90, max: 110 }) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 140 }) },
  { weight: 1, arbitrary: fc.integer({ min: 990, max: 1_010 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER) },
)
const message: fc.Arbitrary<Message> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      handle,
      side,
      price,
      lots,
      execution,
      owner,
      selfTrade,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('market' as const),
      handle,
      side,
      lots,
      owner,
      selfTrade,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), handle }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), handle, price, lots }),
  },
)

/** Gives a message to a book; a handle that already rests cannot be placed again, so that is passed over. */
function tell(book: OrderBook | ReferenceBook, message: Message): unknown {
  const { handle } = message
  switch (message.kind) {
    case 'place': {
      const { side, price, lots, execution, owner, selfTrade } = message
      if (book.restingLots(handle) > 0) return 'in use'
      return book.place(handle, side, price, lots, execution, owner, selfTrade)
    }
    case 'market': {
      const { side, lots, owner, selfTrade } = message
      if (book.restingLots(handle) > 0) return 'in use'
      return book.placeMarket(handle, side, lots, owner, selfTrade)
    }
    case 'cancel':
      return book.cancel(handle)
    case 'replace':
      return book.replace(handle, message.price, message.lots)
  }
}

function levelsOf(book: OrderBook, side: BookSide): number[][] {
  const out = new Float64Array(LEVELS_READ * 2)
  const count = book.depth(side, LEVELS_READ, out)
  return Array.from({ length: count }, (_, i) => [out[i * 2] ?? 0, out[i * 2 + 1] ?? 0])
}

test('any messages give the same events, answers and levels as the reference book', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 120, size: 'max' }), (messages) => {
      const events = new EventList()
      const expected = new EventList()
      const book = new OrderBook({ sink: events, orderCapacity: 1, windowTicks: WINDOW_TICKS })
      const reference = new ReferenceBook(expected)
      for (const message of messages) {
        const answer = tell(book, message)
        expect(answer).toEqual(tell(reference, message))
        expect(events.take()).toEqual(expected.take())
        expect([book.bestBid(), book.bestAsk()]).toEqual([reference.bestBid(), reference.bestAsk()])
      }
      for (const side of [SIDE.BUY, SIDE.SELL]) {
        expect(levelsOf(book, side)).toEqual(reference.depth(side))
      }
      for (let handle = 0; handle < HANDLES; handle++) {
        expect(book.priceOf(handle)).toBe(reference.priceOf(handle))
        expect(book.restingLots(handle)).toBe(reference.restingLots(handle))
      }
    }),
    { numRuns: 300 },
  )
})

test('the book is never crossed, and no lot appears or vanishes', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 120, size: 'max' }), (messages) => {
      let left = 0
      const sink: BookSink = {
        trade: (_maker, _taker, _price, lots) => {
          left += 2 * lots
        },
        rested() {},
        removed: (_handle, lots) => {
          left += lots
        },
      }
      const book = new OrderBook({ sink, windowTicks: WINDOW_TICKS })
      let entered = 0
      for (const message of messages) {
        const before = message.kind === 'replace' ? book.restingLots(message.handle) : 0
        const answer = tell(book, message)
        if (message.kind === 'replace') entered += answer === true ? message.lots - before : 0
        else if (message.kind !== 'cancel' && answer !== 'in use') entered += message.lots
        const isCrossed = book.bestAsk() !== -1 && book.bestBid() >= book.bestAsk()
        expect(isCrossed).toBe(false)
      }
      let resting = 0
      for (let handle = 0; handle < HANDLES; handle++) resting += book.restingLots(handle)
      const levels = [...levelsOf(book, SIDE.BUY), ...levelsOf(book, SIDE.SELL)]
      expect(levels.reduce((total, [, lots]) => total + (lots ?? 0), 0)).toBe(resting)
      expect(left + resting).toBe(entered)
    }),
    { numRuns: 200 },
  )
})
