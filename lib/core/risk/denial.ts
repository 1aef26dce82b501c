/** Why we refuse an order. A closed list: the trade API, the database and the screens know no other. */
export const DENIAL_REASONS = [
  'TRADING_HALTED',
  'TRADING_STATE_REDUCING',
  'VENUE_CIRCUIT_OPEN',
  'MARKET_CLOSED',
  'MARKET_DATA_STALE',
  'MARKET_DATA_MISSING',
  'MARKET_DATA_FAULTY',
  'ORDER_TERMS_INVALID',
  'PRICE_NOT_ON_TICK',
  'PRICE_OUT_OF_BAND',
  'QUANTITY_NOT_ON_LOT',
  'QUANTITY_BELOW_MIN',
  'QUANTITY_ABOVE_MAX',
  'NOTIONAL_BELOW_MIN',
  'NOTIONAL_ABOVE_MAX',
  'NOTIONAL_EXCEEDS_MAX_PER_ORDER',
  'REDUCE_ONLY_WOULD_INCREASE_POSITION',
  'INSUFFICIENT_FUNDS',
] as const
export type DenialReason = (typeof DENIAL_REASONS)[number]

/** What is refused for one of these is too small to be sold: dust, not a position. */
export const DUST_DENIALS: readonly DenialReason[] = [
  'QUANTITY_NOT_ON_LOT',
  'QUANTITY_BELOW_MIN',
  'NOTIONAL_BELOW_MIN',
]

/** A refusal. `detail` is `REASON: key=value ...`: the limit, the value and how far apart they are. */
export type Denial = {
  readonly kind: 'denied'
  readonly reason: DenialReason
  readonly detail: string
}

/** Builds a refusal with its detail. */
export function deny(
  reason: DenialReason,
  values: Readonly<Record<string, string | number>> = {},
): Denial {
  const pairs = Object.entries(values).map(([key, value]) => `${key}=${value}`)
  return { kind: 'denied', reason, detail: `${reason}: ${pairs.join(' ')}` }
}
