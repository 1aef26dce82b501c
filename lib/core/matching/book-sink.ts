/**
 * Who hears what a book did, in the order it happened. Called synchronously from within `place`, `cancel`
 * and `replace`; a sink must not call back into the book.
 *
 * Handles are small integers chosen by the caller; a handle may be used again once its order has left the
 * book. Prices are integer ticks, quantities integer lots (both below 2^53).
 */
export type BookSink = {
  /** A maker and a taker met. `makerRemaining` is what still rests of the maker: 0 means it left the book. */
  trade(
    makerHandle: number,
    takerHandle: number,
    priceTicks: number,
    lots: number,
    makerRemaining: number,
  ): void
  /** What was left of the order after matching now rests in the book. */
  rested(handle: number, priceTicks: number, lots: number): void
  /** The order (or its rest) left the book, or never entered it, without being filled. */
  removed(handle: number, lots: number, reason: RemovalReason): void
}

/** Why an order left the book unfilled. Numbers, so that the hot path never touches a string. */
export const REMOVAL = {
  CANCELED: 1,
  IMMEDIATE_OR_CANCEL: 2,
  FILL_OR_KILL: 3,
  POST_ONLY_WOULD_TAKE: 4,
  SELF_TRADE: 5,
  NO_LIQUIDITY: 6,
} as const
export type RemovalReason = (typeof REMOVAL)[keyof typeof REMOVAL]

export const SIDE = { BUY: 0, SELL: 1 } as const
export type BookSide = (typeof SIDE)[keyof typeof SIDE]

/** How an arriving order may take and rest. */
export const EXECUTION = {
  GOOD_TIL_CANCELED: 0,
  IMMEDIATE_OR_CANCEL: 1,
  FILL_OR_KILL: 2,
  POST_ONLY: 3,
} as const
export type Execution = (typeof EXECUTION)[keyof typeof EXECUTION]

/** What happens when an order would trade with one of the same owner. Owner 0 never counts as the same. */
export const SELF_TRADE = { ALLOW: 0, EXPIRE_TAKER: 1, EXPIRE_MAKER: 2, EXPIRE_BOTH: 3 } as const
export type SelfTradePrevention = (typeof SELF_TRADE)[keyof typeof SELF_TRADE]
