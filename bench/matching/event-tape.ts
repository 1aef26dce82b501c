import { createHash } from 'node:crypto'
import type { BookSink, RemovalReason } from '#core/matching/book-sink.ts'

const EVENT = { TRADE: 1, RESTED: 2, REMOVED: 3 } as const
const WORDS_PER_EVENT = 6
const EVENTS_HELD = 4096

/** Reads the first `count` words before they are written over. */
export type TapeReader = (words: Int32Array, count: number) => void

/**
 * Writes every event as six words on a short tape, as a journal or a feed would, so that no event is free and
 * none can be optimised away.
 */
export class EventTape implements BookSink {
  events = 0
  private readonly words = new Int32Array(EVENTS_HELD * WORDS_PER_EVENT)
  private at = 0
  private readonly read: TapeReader

  constructor(read: TapeReader) {
    this.read = read
  }

  trade(maker: number, taker: number, price: number, lots: number, makerRemaining: number): void {
    this.write(EVENT.TRADE, maker, taker, price, lots, makerRemaining)
  }

  rested(handle: number, price: number, lots: number): void {
    this.write(EVENT.RESTED, handle, price, lots, 0, 0)
  }

  removed(handle: number, lots: number, reason: RemovalReason): void {
    this.write(EVENT.REMOVED, handle, lots, reason, 0, 0)
  }

  /** Hands over what has not been read yet. */
  flush(): void {
    this.events += this.at / WORDS_PER_EVENT
    this.read(this.words, this.at)
    this.at = 0
  }

  write(kind: number, a: number, b: number, c: number, d: number, e: number): void {
    const { words, at } = this
    words[at] = kind
    words[at + 1] = a
    words[at + 2] = b
    words[at + 3] = c
    words[at + 4] = d
    words[at + 5] = e
    this.at = at + WORDS_PER_EVENT
    if (this.at === words.length) this.flush()
  }
}

/** A tape that folds everything it hears into one hash. */
export function hashingTape(): { readonly tape: EventTape; digest(): string } {
  const hash = createHash('sha256')
  const tape = new EventTape((words, count) => hash.update(words.subarray(0, count)))
  return {
    tape,
    digest() {
      tape.flush()
      return hash.digest('hex')
    },
  }
}
