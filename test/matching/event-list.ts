import { type BookSink, REMOVAL, type RemovalReason } from '#core/matching/book-sink.ts'

const REASON_NAMES = new Map<RemovalReason, string>(
  Object.entries(REMOVAL).map(([name, reason]) => [reason, name]),
)

/** A sink that writes down what it hears, one readable line per event. */
export class EventList implements BookSink {
  readonly lines: string[] = []

  trade(maker: number, taker: number, price: number, lots: number, makerRemaining: number): void {
    this.lines.push(`trade ${maker}<${taker} ${lots}@${price} leaves ${makerRemaining}`)
  }

  rested(handle: number, price: number, lots: number): void {
    this.lines.push(`rested ${handle} ${lots}@${price}`)
  }

  removed(handle: number, lots: number, reason: RemovalReason): void {
    this.lines.push(`removed ${handle} ${lots} ${REASON_NAMES.get(reason)}`)
  }

  /** What was heard since the last call. */
  take(): readonly string[] {
    return this.lines.splice(0)
  }
}
