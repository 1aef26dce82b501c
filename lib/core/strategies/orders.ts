/** How a position is to be entered and what guards it. Prices are absolute. */
export type Entry = {
  /** Waits for this price or a better one instead of taking the next open. */
  readonly limit?: number
  /** Waits until the price reaches this one, then takes what it gets. */
  readonly trigger?: number
  /** Bars a waiting entry lives; it is dropped unfilled after them. Endless when not told. */
  readonly validBars?: number
  /** Leaves with a loss here. */
  readonly stop?: number
  /** Leaves with a profit here. */
  readonly target?: number
  /** Keeps a stop this far behind the best price since the entry, as a fraction of that price. */
  readonly trail?: number
  /** What the strategy saw, for the attribution of the result. */
  readonly signal?: string
  /** Any word by which results are to be grouped. */
  readonly tag?: string
}

export type Guards = Pick<Entry, 'stop' | 'target' | 'trail'>

/**
 * What a strategy may ask for at the close of a bar; nothing happens before the next bar opens. How much is
 * traded is not its business: the run's sizing decides. The same strategy talks to the simulated broker of a
 * backtest and to the order path of a running bot.
 */
export type Orders = {
  /** What is held: above zero long, below zero short, zero flat. */
  readonly position: number
  /** What the position was entered at; NaN while flat. */
  readonly entryPrice: number
  /** Whether an entry has been asked for and is not filled yet. */
  readonly isEntering: boolean
  /** Enters long. While short, that position is closed first, at the same open; while long, nothing. */
  long(entry?: Entry): void
  short(entry?: Entry): void
  /** Closes what is held at the next open; together with an entry of the same bar only the closing happens. */
  close(signal?: string): void
  /** Takes back an entry that has not been filled. */
  cancel(): void
  /** Moves the guards of the open position; one that is not named stays. */
  protect(guards: Guards): void
}
