import { EXECUTION, SELF_TRADE, SIDE } from '#core/matching/book-sink.ts'
import type { OrderBook } from '#core/matching/order-book.ts'
import type { ReferenceBook } from '#test/matching/reference-book.ts'
import type { EventTape } from './event-tape.ts'
import { KIND, type MessageMix } from './message-mix.ts'

/** Gives a book all messages. The two books share their contract, so one driver serves both. */
export function driveBook(book: OrderBook | ReferenceBook, mix: MessageMix): void {
  const { count, kinds, sides, handle: handles, prices, lots } = mix
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]
    const handle = handles[i] ?? 0
    if (kind === KIND.CANCEL) {
      book.cancel(handle)
      continue
    }
    const side = sides[i] === SIDE.BUY ? SIDE.BUY : SIDE.SELL
    const execution =
      kind === KIND.TAKE ? EXECUTION.IMMEDIATE_OR_CANCEL : EXECUTION.GOOD_TIL_CANCELED
    book.place(handle, side, prices[i] ?? 0, lots[i] ?? 0, execution, 0, SELF_TRADE.ALLOW)
  }
}

/** Empties a book, so that the next run of the same messages meets what the first one met. */
export function drainBook(book: OrderBook, mix: MessageMix): void {
  for (let handle = 0; handle < mix.handles; handle++) book.cancel(handle)
}

/** Reads every message and writes one event for it without any book: the floor under a driver's time. */
export function driveNoBook(tape: EventTape, mix: MessageMix): void {
  const { count, kinds, sides, handle: handles, prices, lots } = mix
  for (let i = 0; i < count; i++) {
    tape.write(kinds[i] ?? 0, handles[i] ?? 0, sides[i] ?? 0, prices[i] ?? 0, lots[i] ?? 0, 0)
  }
}
