/**
 * Why our books and a venue's disagreed. An event happened once, is booked, and is told of until the books were
 * proven again; a difference stands until it is gone or a person books it.
 */
export const BREAK_CAUSES = {
  /** Somebody traded on the account without us; booked under EXTERNAL. */
  FOREIGN_ACTIVITY: 'event',
  DEPOSIT: 'event',
  WITHDRAWAL: 'event',
  DUST_CONVERSION: 'event',
  /** The venue took its fee in an asset that is neither base nor quote. */
  FEE_IN_THIRD_COIN: 'event',
  /** The stream did not tell of it; the poll found it. */
  MISSED_FILL: 'event',
  /** The venue told of a fill twice; it was booked once. */
  FILL_REPLAYED: 'event',
  /** The venue ended an order that we had not canceled. */
  VENUE_CANCEL: 'event',
  /** A fill came of an order that was rejected, not placed or already filled; booked all the same. */
  FILL_AGAINST_ORDER: 'event',
  /** An order is not in the state that the venue says. */
  ORDER_STATE: 'difference',
  /** No fill and no transfer explains the venue's balance. */
  WRONG_BALANCE: 'difference',
  /** The venue's clock is too far from ours for its answers to be placed in time. */
  CLOCK_SKEW: 'difference',
} as const satisfies Record<string, BreakKind>

export type BreakKind = 'event' | 'difference'
export type BreakCause = keyof typeof BREAK_CAUSES
