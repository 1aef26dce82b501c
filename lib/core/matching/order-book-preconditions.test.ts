import { describe, expect, test } from 'vitest'
import { EventList } from '#test/matching/event-list.ts'
import { EXECUTION, SELF_TRADE, SIDE } from './book-sink.ts'
import { OrderBook, WINDOW_TICKS_MAX, WINDOW_TICKS_MIN } from './order-book.ts'
import { HANDLE_MAX, OWNER_MAX } from './order-slots.ts'

const { BUY, SELL } = SIDE
const { GOOD_TIL_CANCELED } = EXECUTION

function aBook(windowTicks = 16) {
  const events = new EventList()
  const book = new OrderBook({ sink: events, orderCapacity: 2, windowTicks })
  const limit = (handle: number, side: 0 | 1, price: number, lots: number) =>
    book.place(handle, side, price, lots, GOOD_TIL_CANCELED, 0, SELF_TRADE.ALLOW)
  return { book, events, limit }
}

describe('preconditions', () => {
  test('a message that breaks one is refused and changes nothing', () => {
    const { book, events, limit } = aBook()
    limit(1, BUY, 100, 5)
    events.take()
    expect(() => limit(1, BUY, 100, 5)).toThrow('handle 1 already rests')
    expect(() => limit(2, BUY, 0, 5)).toThrow('priceTicks must be')
    expect(() => limit(2, BUY, 1.5, 5)).toThrow('priceTicks must be')
    expect(() => limit(2, BUY, 2 ** 53, 5)).toThrow('priceTicks must be')
    expect(() => limit(2, BUY, 100, 0)).toThrow('lots must be')
    expect(() => limit(-1, BUY, 100, 1)).toThrow('a handle is')
    expect(() => limit(HANDLE_MAX + 1, BUY, 100, 1)).toThrow('a handle is')
    expect(() => book.replace(1, 100, 0)).toThrow('lots must be')
    expect(() => book.placeMarket(2, SELL, 1, OWNER_MAX + 1, SELF_TRADE.ALLOW)).toThrow('an owner')
    for (const windowTicks of [100, WINDOW_TICKS_MIN / 2, WINDOW_TICKS_MAX * 2]) {
      expect(() => new OrderBook({ sink: events, windowTicks })).toThrow('power of two')
    }
    expect(events.take()).toEqual([])
    expect(book.lotsAt(BUY, 100)).toBe(5)
  })

  test('the book grows with the handles it is given', () => {
    const { book, limit } = aBook()
    limit(5_000, BUY, 100, 5)
    limit(3, BUY, 100, 1)
    expect([book.lotsAt(BUY, 100), book.isResting(5_000), book.isResting(4_999)]).toEqual([
      6,
      true,
      false,
    ])
  })
})
