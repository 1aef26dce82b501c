import type { OrderView } from '#api/codecs/order.ts'
import type { BadgeTone } from '#components/ui/badge.tsx'
import type { OrderType } from '#core/orders/order.ts'
import type { OrderState } from '#core/orders/order-state.ts'
import type { DenialReason } from '#core/risk/denial.ts'

export const TYPE_WORDS: Readonly<Record<OrderType, string>> = {
  limit: 'Limit',
  market: 'Market',
  stopLimit: 'Stop-limit',
}

export const STATE_WORDS: Readonly<Record<OrderState, string>> = {
  AWAITING_APPROVAL: 'Awaiting approval',
  NEW: 'New',
  DENIED: 'Denied',
  SENDING: 'Sending',
  WORKING: 'Working',
  PARTIALLY_FILLED: 'Partially filled',
  FILLED: 'Filled',
  CANCELED: 'Canceled',
  EXPIRED: 'Expired',
  REJECTED: 'Rejected',
  NOT_PLACED: 'Not placed',
  QUARANTINED: 'In doubt',
}

export const STATE_TONES: Readonly<Record<OrderState, BadgeTone>> = {
  AWAITING_APPROVAL: 'attention',
  NEW: 'plain',
  DENIED: 'attention',
  SENDING: 'plain',
  WORKING: 'plain',
  PARTIALLY_FILLED: 'plain',
  FILLED: 'plain',
  CANCELED: 'faint',
  EXPIRED: 'faint',
  REJECTED: 'attention',
  NOT_PLACED: 'attention',
  QUARANTINED: 'stop',
}

/** Why the desk refused, as a sentence. The figures stand in the order's own detail. */
export const DENIAL_WORDS: Readonly<Record<DenialReason, string>> = {
  TRADING_HALTED: 'Trading is halted for this account',
  VENUE_CIRCUIT_OPEN: 'The venue does not answer; orders are sent again when it does',
  TRADING_STATE_REDUCING: 'This account may only reduce its positions',
  MARKET_DATA_FAULTY: 'The market’s prices make no sense now',
  MARKET_CLOSED: 'The market is closed',
  MARKET_DATA_STALE: 'The market’s prices are too old',
  MARKET_DATA_MISSING: 'The market has no price',
  ORDER_TERMS_INVALID: 'The terms do not make sense together',
  PRICE_NOT_ON_TICK: 'The price is not on the venue’s tick',
  PRICE_OUT_OF_BAND: 'The price is too far from the mark',
  QUANTITY_NOT_ON_LOT: 'The quantity is not on the venue’s lot',
  QUANTITY_BELOW_MIN: 'The quantity is below the venue’s smallest',
  QUANTITY_ABOVE_MAX: 'The quantity is above the venue’s largest',
  NOTIONAL_BELOW_MIN: 'The order is worth less than the venue takes',
  NOTIONAL_ABOVE_MAX: 'The order is worth more than the venue takes',
  NOTIONAL_EXCEEDS_MAX_PER_ORDER: 'The order is worth more than the firm allows',
  REDUCE_ONLY_WOULD_INCREASE_POSITION: 'A reduce-only order would increase the position',
  INSUFFICIENT_FUNDS: 'Not enough is available',
}

/** An order's reason as people read it; the venue's own words stay as they are. */
export function reasonText({ reason, reasonDetail }: OrderView): string | null {
  if (reason === null) return null
  const sentence = isDenialReason(reason) ? DENIAL_WORDS[reason] : reason
  return reasonDetail === null ? sentence : `${sentence} · ${reasonDetail}`
}

function isDenialReason(reason: string): reason is DenialReason {
  return Object.hasOwn(DENIAL_WORDS, reason)
}
