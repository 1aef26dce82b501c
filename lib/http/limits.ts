import type { LimitClass } from '#api/endpoint.ts'
import type { RateRule } from '#edge/rate-limiter.ts'

const MINUTE_MS = 60_000

/** How often one caller may ask, per class. A person counts by themselves, a stranger by their address. */
export const RATE_RULES: Readonly<Record<LimitClass, RateRule>> = {
  read: { name: 'read', tokens: 1_200, windowMs: MINUTE_MS },
  order: { name: 'order', tokens: 300, windowMs: MINUTE_MS },
  // Getting out must always be easier than getting in.
  cancel: { name: 'cancel', tokens: 3_000, windowMs: MINUTE_MS },
  write: { name: 'write', tokens: 60, windowMs: MINUTE_MS },
  // Apart from other writes: moving columns must never cost somebody an act.
  preference: { name: 'preference', tokens: 120, windowMs: MINUTE_MS },
  ticket: { name: 'ticket', tokens: 30, windowMs: MINUTE_MS },
  credential: { name: 'credential', tokens: 20, windowMs: 15 * MINUTE_MS },
  public: { name: 'public', tokens: 120, windowMs: MINUTE_MS },
}

/** Sign-in: tries per account and per address. A right password gives its try back. */
export const SIGN_IN_ACCOUNT: RateRule = {
  name: 'sign-in-account',
  tokens: 5,
  windowMs: 15 * MINUTE_MS,
}
/**
 * As many tries as a lock would leave that closes after the fifth for a quarter of an hour, then with every try
 * for twice as long, up to an hour: what is counted needs no memory of locks, and forgets by itself.
 */
export const SIGN_IN_ACCOUNT_LONGER: readonly RateRule[] = [
  { name: 'sign-in-account-45-minutes', tokens: 6, windowMs: (15 + 30) * MINUTE_MS },
  { name: 'sign-in-account-105-minutes', tokens: 7, windowMs: (15 + 30 + 60) * MINUTE_MS },
  { name: 'sign-in-account-day', tokens: 29, windowMs: 24 * 60 * MINUTE_MS },
]
export const SIGN_IN_ADDRESS: RateRule = {
  name: 'sign-in-address',
  tokens: 20,
  windowMs: 15 * MINUTE_MS,
}

/** The rule of a class; load tests raise all but the one that guards credentials. */
export function rateRule(limit: LimitClass, factor: number): RateRule {
  const rule = RATE_RULES[limit]
  return limit === 'credential' ? rule : { ...rule, tokens: Math.ceil(rule.tokens * factor) }
}
