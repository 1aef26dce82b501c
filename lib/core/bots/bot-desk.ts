import { type GuardHit, hitGuard, stretchOf } from '#core/backtest/guards.ts'
import { OpenPosition } from '#core/backtest/open-position.ts'
import { OrderSlip } from '#core/backtest/order-slip.ts'
import { isPriced } from '#core/backtest/waiting-entry.ts'
import type { BookPosition } from '#core/bots/book-position.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Entry, Guards, Orders } from '#core/strategies/orders.ts'

const NO_ENTRY: Entry = {}
/** A bot borrows nothing. */
const NO_LIQUIDATION = Number.NaN

/** What a bot wants of its market at a close. */
export type BotWish =
  | { readonly kind: 'enter'; readonly signal: string | null }
  | { readonly kind: 'exit'; readonly signal: string | null }

/**
 * The desk of a running bot: what is held is what its book's fills say, and what is asked for becomes a wish. It
 * trades long only, so that a short entry closes what is held. Stops and targets are looked at when a bar closes;
 * a closing that was asked for is asked for again at every close until nothing is held.
 */
export class BotDesk implements Orders {
  /** Why the strategy cannot run as a bot; null while it can. */
  failure: string | null = null
  readonly #book: BookPosition
  readonly #held = new OpenPosition()
  readonly #slip = new OrderSlip()
  #asked: Entry = NO_ENTRY
  /** Why it is to be closed as of this bar, and as of any bar since the entry; empty for no reason told. */
  #closing: string | null = null
  #leaving: string | null = null

  constructor(book: BookPosition) {
    this.#book = book
  }

  get position(): number {
    return this.#book.position
  }

  get entryPrice(): number {
    return this.#book.entryPrice
  }

  /** An order under way is waited for before a bar is played. */
  get isEntering(): boolean {
    return this.#slip.hasEntry
  }

  long(entry: Entry = NO_ENTRY): void {
    if (isPriced(entry)) this.failure = 'Its strategy waits for prices, which a bot does not do.'
    this.#slip.enter(1, entry)
  }

  short(entry: Entry = NO_ENTRY): void {
    this.close(entry.signal)
  }

  close(signal = ''): void {
    this.#closing = signal
    this.#slip.close(signal)
  }

  cancel(): void {
    this.#slip.dropEntries()
  }

  protect(guards: Guards): void {
    this.#held.protect(guards)
  }

  /** Bar `i` has closed: what the fills made of the position in it, and whether it met a guard. */
  arrive(bars: Bars, i: number): void {
    const { position, entryPrice } = this.#book
    if (position === 0) {
      this.#leaving = null
      if (this.#held.position !== 0) this.#held.shut()
      return
    }
    if (this.#held.position === 0) {
      this.#held.open(this.#asked, position, entryPrice, 0)
      this.#asked = NO_ENTRY
    }
    const hit = this.#meet(bars, i)
    if (hit !== null) this.#leaving = hit.reason
  }

  #meet(bars: Bars, i: number): GuardHit | null {
    const stretch = stretchOf(bars, i)
    const { direction } = this.#held
    const hit = hitGuard(stretch, direction, this.#held.levelsIn(stretch, NO_LIQUIDATION))
    this.#held.outlive(stretch)
    return hit
  }

  /** What the strategy wants now that it was told the bar. */
  wish(): BotWish | null {
    const { isClosing, direction, entry } = this.#slip
    const closing = this.#closing
    this.#closing = null
    this.#slip.clear()
    if (this.position !== 0) {
      this.#leaving = closing ?? this.#leaving
      return this.#leaving === null ? null : { kind: 'exit', signal: this.#leaving || null }
    }
    if (isClosing || direction !== 1) return null
    this.#asked = entry ?? NO_ENTRY
    return { kind: 'enter', signal: entry?.signal ?? null }
  }
}
