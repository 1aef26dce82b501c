import { REMOVAL } from '#core/matching/book-sink.ts'
import { OrderBook } from '#core/matching/order-book.ts'
import { ReferenceBook } from '#test/matching/reference-book.ts'
import { driveBook } from './drive-book.ts'
import { hashingTape } from './event-tape.ts'
import { KIND, type MessageMix } from './message-mix.ts'

/** Whether the book and the naive reference book say the same, event by event. */
export function equalsReference(mix: MessageMix): boolean {
  const actual = hashingTape()
  const expected = hashingTape()
  driveBook(new OrderBook({ sink: actual.tape }), mix)
  driveBook(new ReferenceBook(expected.tape), mix)
  return actual.digest() === expected.digest()
}

/** How many orders were filled to the last lot, as maker or as taker: what nodejs-order-book calls done. */
export function countDone(mix: MessageMix): number {
  let done = mix.kinds.reduce((orders, kind) => (kind === KIND.CANCEL ? orders : orders + 1), 0)
  const book = new OrderBook({
    sink: {
      trade(_maker, _taker, _price, _lots, makerRemaining) {
        if (makerRemaining === 0) done++
      },
      rested() {
        done--
      },
      removed(_handle, _lots, reason) {
        if (reason === REMOVAL.IMMEDIATE_OR_CANCEL) done--
      },
    },
  })
  driveBook(book, mix)
  return done
}
