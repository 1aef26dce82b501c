import type { Levels, Stretch } from '#core/backtest/guards.ts'
import type { Holding } from '#core/backtest/wallet.ts'
import type { Entry, Guards } from '#core/strategies/orders.ts'

const NO_ENTRY: Entry = {}

/** What a broker holds for us and what guards it. One object for the whole run: the loop over bars reads it at each. */
export class OpenPosition implements Holding {
  /** Above zero long, below zero short, zero flat. */
  position = 0
  entryPrice = Number.NaN
  /** The price at which it is valued now. */
  mark = 0
  entryBar = 0
  entryTime = 0
  /** Paid so far. */
  fees = 0
  funding = 0
  /** What the first stop put at risk; NaN without one. */
  risked = Number.NaN
  entry: Entry = NO_ENTRY
  stop = Number.NaN
  target = Number.NaN
  /** How far a trailing stop follows, as a fraction of the best price; NaN without one. */
  trail = Number.NaN
  /** The best price since the entry, as far as it counts for the trailing stop. */
  best = Number.NaN
  /** Whether no stretch has been outlived since the entry. */
  isFresh = false

  /** Takes a position of `signed`, below zero for a short; when it was entered is written beside. */
  open(entry: Entry, signed: number, price: number, fee: number): void {
    this.position = signed
    this.entryPrice = price
    this.mark = price
    this.fees = fee
    this.funding = 0
    this.entry = entry
    this.stop = entry.stop ?? Number.NaN
    this.target = entry.target ?? Number.NaN
    this.trail = entry.trail ?? Number.NaN
    this.best = price
    this.isFresh = true
    this.risked = Math.abs((price - this.stop) * signed)
  }

  shut(): void {
    this.position = 0
    this.entryPrice = Number.NaN
  }

  protect({ stop, target, trail }: Guards): void {
    this.stop = stop ?? this.stop
    this.target = target ?? this.target
    this.trail = trail ?? this.trail
  }

  get direction(): 1 | -1 {
    return this.position > 0 ? 1 : -1
  }

  /** The levels for a stretch; in that of the entry the price is assumed to have fallen without rising first. */
  levelsIn(stretch: Stretch, liquidation: number): Levels {
    return {
      stop: this.stop,
      target: this.target,
      trail: this.trailStop(this.best),
      trailMoved: this.trailStop(this.isFresh ? this.best : this.bestWith(stretch)),
      liquidation,
    }
  }

  /** The stretch is over and the position is still held: its best price counts from here on. */
  outlive(stretch: Stretch): void {
    this.best = this.bestWith(stretch)
    this.isFresh = false
  }

  trailStop(best: number): number {
    return best * (1 - this.direction * this.trail)
  }

  private bestWith({ high, low }: Stretch): number {
    return this.position > 0 ? Math.max(this.best, high) : Math.min(this.best, low)
  }
}
