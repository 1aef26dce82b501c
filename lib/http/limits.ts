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
