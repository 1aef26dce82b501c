import { describe, expect, test } from 'vitest'
import { EventList } from '#test/matching/event-list.ts'
import { EXECUTION, SELF_TRADE, SIDE } from './book-sink.ts'
import { OrderBook } from './order-book.ts'
import { OWNER_MAX } from './order-slots.ts'

const { BUY, SELL } = SIDE
const { GOOD_TIL_CANCELED, IMMEDIATE_OR_CANCEL, FILL_OR_KILL, POST_ONLY } = EXECUTION

function aBook(windowTicks = 16) {
  const events = new EventList()
  const book = new OrderBook({ sink: events, orderCapacity: 2, windowTicks })
  const limit = (handle: number, side: 0 | 1, price: number, lots: number) =>
    book.place(handle, side, price, lots, GOOD_TIL_CANCELED, 0, SELF_TRADE.ALLOW)
  return { book, events, limit }
}

/** Asks of owners 2, 1 and 2, in this order of priority. */
function aBookOfTwoOwners() {
  const { book, events, limit } = aBook()
  book.place(1, SELL, 100, 5, GOOD_TIL_CANCELED, 2, SELF_TRADE.ALLOW)
  book.place(2, SELL, 100, 5, GOOD_TIL_CANCELED, 1, SELF_TRADE.ALLOW)
  book.place(3, SELL, 101, 5, GOOD_TIL_CANCELED, 2, SELF_TRADE.ALLOW)
  events.take()
  return { book, events, limit }
}

describe('priority', () => {
  test('the best price trades first, and at one price the earliest order', () => {
    const { events, limit } = aBook()
    limit(1, SELL, 101, 5)
    limit(2, SELL, 100, 5)
    limit(3, SELL, 100, 5)
    events.take()
    expect(limit(4, BUY, 101, 12)).toBe(0)
    expect(events.take()).toEqual([
      'trade 2<4 5@100 leaves 0',
      'trade 3<4 5@100 leaves 0',
      'trade 1<4 2@101 leaves 3',
    ])
  })

  test('an order trades at the price of the one that was there first', () => {
    const { events, limit } = aBook()
    limit(1, BUY, 105, 1)
    limit(2, SELL, 90, 1)
    expect(events.take()).toEqual(['rested 1 1@105', 'trade 1<2 1@105 leaves 0'])
  })

  test('what is left of an order rests at its own price', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 5)
    expect(limit(2, BUY, 103, 8)).toBe(3)
    expect(events.take().slice(1)).toEqual(['trade 1<2 5@100 leaves 0', 'rested 2 3@103'])
    expect([book.bestBid(), book.bestAsk()]).toEqual([103, -1])
  })

  test('prices that do not meet do not trade, one tick apart', () => {
    const { book, limit } = aBook()
    limit(1, SELL, 101, 1)
    limit(2, BUY, 100, 1)
    expect([book.bestBid(), book.bestAsk()]).toEqual([100, 101])
  })
})

describe('executions', () => {
  test('immediate-or-cancel takes what is there and never rests', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 5)
    events.take()
    expect(book.place(2, BUY, 100, 8, IMMEDIATE_OR_CANCEL, 0, SELF_TRADE.ALLOW)).toBe(0)
    expect(events.take()).toEqual(['trade 1<2 5@100 leaves 0', 'removed 2 3 IMMEDIATE_OR_CANCEL'])
    expect(book.bestBid()).toBe(-1)
  })

  test('fill-or-kill touches nothing when one lot is missing', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 5)
    limit(2, SELL, 101, 5)
    limit(3, SELL, 102, 5)
    events.take()
    book.place(4, BUY, 101, 11, FILL_OR_KILL, 0, SELF_TRADE.ALLOW)
    expect(events.take()).toEqual(['removed 4 11 FILL_OR_KILL'])
    expect(book.lotsAt(SELL, 100)).toBe(5)
  })

  test('fill-or-kill fills when the last lot is there, also from levels outside the window', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 5)
    limit(2, SELL, 1_000, 5)
    limit(3, SELL, 100_000, 5)
    events.take()
    book.place(4, BUY, 100_000, 15, FILL_OR_KILL, 0, SELF_TRADE.ALLOW)
    expect(events.take()).toEqual([
      'trade 1<4 5@100 leaves 0',
      'trade 2<4 5@1000 leaves 0',
      'trade 3<4 5@100000 leaves 0',
    ])
  })

  test('fill-or-kill against an empty book is removed', () => {
    const { book, events } = aBook()
    book.place(1, BUY, 100, 1, FILL_OR_KILL, 0, SELF_TRADE.ALLOW)
    expect(events.take()).toEqual(['removed 1 1 FILL_OR_KILL'])
  })

  test('post-only rests one tick away and is removed when it would take', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 5)
    events.take()
    expect(book.place(2, BUY, 99, 1, POST_ONLY, 0, SELF_TRADE.ALLOW)).toBe(1)
    expect(book.place(3, BUY, 100, 1, POST_ONLY, 0, SELF_TRADE.ALLOW)).toBe(0)
    expect(events.take()).toEqual(['rested 2 1@99', 'removed 3 1 POST_ONLY_WOULD_TAKE'])
  })

  test('a market order takes at any price and the rest finds no liquidity', () => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 1, 5)
    limit(2, BUY, 1_000_000, 5)
    events.take()
    expect(book.placeMarket(3, SELL, 12, 0, SELF_TRADE.ALLOW)).toBe(10)
    expect(events.take()).toEqual([
      'trade 2<3 5@1000000 leaves 0',
      'trade 1<3 5@1 leaves 0',
      'removed 3 2 NO_LIQUIDITY',
    ])
  })
})

describe('self-trade prevention', () => {
  test('expire-taker ends the arriving order before the meeting', () => {
    const { book, events } = aBookOfTwoOwners()
    book.place(9, BUY, 101, 12, GOOD_TIL_CANCELED, 1, SELF_TRADE.EXPIRE_TAKER)
    expect(events.take()).toEqual(['trade 1<9 5@100 leaves 0', 'removed 9 7 SELF_TRADE'])
    expect(book.isResting(2)).toBe(true)
  })

  test('expire-maker removes the resting order and goes on', () => {
    const { book, events } = aBookOfTwoOwners()
    expect(book.placeMarket(9, BUY, 12, 1, SELF_TRADE.EXPIRE_MAKER)).toBe(10)
    expect(events.take()).toEqual([
      'trade 1<9 5@100 leaves 0',
      'removed 2 5 SELF_TRADE',
      'trade 3<9 5@101 leaves 0',
      'removed 9 2 NO_LIQUIDITY',
    ])
  })

  test('expire-both removes the two that met', () => {
    const { book, events } = aBookOfTwoOwners()
    expect(book.placeMarket(9, BUY, 12, 1, SELF_TRADE.EXPIRE_BOTH)).toBe(5)
    expect(events.take()).toEqual([
      'trade 1<9 5@100 leaves 0',
      'removed 2 5 SELF_TRADE',
      'removed 9 7 SELF_TRADE',
    ])
    expect(book.depth(SELL, 5, new Float64Array(10))).toBe(1)
  })

  test.each([
    ['EXPIRE_TAKER', 5, true],
    ['EXPIRE_TAKER', 6, false],
    ['EXPIRE_BOTH', 6, false],
    ['EXPIRE_MAKER', 10, true],
    ['EXPIRE_MAKER', 11, false],
    ['ALLOW', 15, true],
  ] as const)('fill-or-kill counts only what %s lets it take: %i lots', (mode, lots, fills) => {
    const { book, events } = aBookOfTwoOwners()
    book.place(9, BUY, 101, lots, FILL_OR_KILL, 1, SELF_TRADE[mode])
    expect(events.take().some((line) => line.startsWith('trade'))).toBe(fills)
  })

  test('orders without an owner are strangers to each other', () => {
    const { book, events, limit } = aBook()
    limit(1, SELL, 100, 1)
    book.place(2, BUY, 100, 1, GOOD_TIL_CANCELED, 0, SELF_TRADE.EXPIRE_BOTH)
    expect(events.take().at(-1)).toBe('trade 1<2 1@100 leaves 0')
  })

  test('an order keeps its owner and its prevention through a replace', () => {
    const { book, events, limit } = aBook()
    book.place(1, BUY, 90, 5, GOOD_TIL_CANCELED, OWNER_MAX, SELF_TRADE.EXPIRE_TAKER)
    book.place(2, SELL, 100, 5, GOOD_TIL_CANCELED, OWNER_MAX, SELF_TRADE.ALLOW)
    limit(3, SELL, 99, 1)
    events.take()
    expect(book.replace(1, 100, 5)).toBe(true)
    expect(events.take()).toEqual(['trade 3<1 1@99 leaves 0', 'removed 1 4 SELF_TRADE'])
  })
})

describe('cancel and replace', () => {
  test('a canceled order leaves once and is heard of once', () => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 100, 5)
    expect([book.cancel(1), book.cancel(1), book.cancel(777)]).toEqual([true, false, false])
    expect(events.take()).toEqual(['rested 1 5@100', 'removed 1 5 CANCELED'])
    expect(book.bestBid()).toBe(-1)
  })

  test.each([3, 5])('at the same price, %i of 5 lots keep the place in the queue', (lots) => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 100, 5)
    limit(2, BUY, 100, 5)
    book.replace(1, 100, lots)
    limit(3, SELL, 100, 1)
    expect(events.take().slice(2)).toEqual([
      `rested 1 ${lots}@100`,
      `trade 1<3 1@100 leaves ${lots - 1}`,
    ])
  })

  test.each([
    ['more lots', 100, 6],
    ['another price and back', 101, 5],
  ])('%s lose the place in the queue', (_, price, lots) => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 100, 5)
    limit(2, BUY, 100, 5)
    book.replace(1, price, lots)
    book.replace(1, 100, lots)
    limit(3, SELL, 100, 1)
    expect(events.take().at(-1)).toBe('trade 2<3 1@100 leaves 4')
  })

  test('a replace that crosses takes, and rests with what is left', () => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 90, 5)
    limit(2, SELL, 100, 3)
    events.take()
    book.replace(1, 100, 5)
    expect(events.take()).toEqual(['trade 2<1 3@100 leaves 0', 'rested 1 2@100'])
    expect(book.replace(2, 100, 1)).toBe(false)
  })

  test('a handle serves again once its order is gone', () => {
    const { book, limit } = aBook()
    limit(1, BUY, 100, 5)
    limit(2, SELL, 100, 5)
    limit(1, SELL, 110, 2)
    expect([book.priceOf(1), book.restingLots(1), book.isResting(2)]).toEqual([110, 2, false])
  })
})

describe('any price', () => {
  test('orders far from the touch keep their place when the price comes to them', () => {
    const { book, events, limit } = aBook(4)
    const prices = [1, 10, 99, 100, 1_000, 4_294_967_297, Number.MAX_SAFE_INTEGER]
    prices.forEach((price, index) => {
      limit(index, SELL, price, 1)
    })
    events.take()
    expect(book.placeMarket(50, BUY, prices.length, 0, SELF_TRADE.ALLOW)).toBe(prices.length)
    expect(events.take()).toEqual(prices.map((price, i) => `trade ${i}<50 1@${price} leaves 0`))
  })

  test('depth lists the levels of both inside and outside the window, best first', () => {
    const { book, limit } = aBook(4)
    ;[100, 1, 99, 50, 100].forEach((price, index) => {
      limit(index, BUY, price, index + 1)
    })
    const out = new Float64Array(8)
    expect(book.depth(BUY, 10, out)).toBe(4)
    expect([...out]).toEqual([100, 6, 99, 3, 50, 4, 1, 2])
    expect(book.depth(BUY, 2, out)).toBe(2)
    expect(book.lotsAt(BUY, 50)).toBe(4)
    expect(book.lotsAt(BUY, 51)).toBe(0)
    expect(book.lotsAt(SELL, 50)).toBe(0)
  })
})
