import type { BreakView } from '#api/codecs/proof.ts'
import type { BadgeTone } from '#components/ui/badge.tsx'
import { BREAK_CAUSES, type BreakCause } from '#core/ledger/break-cause.ts'

/** What a cause means, for the person who must act on it. */
export const CAUSE_WORDS: Readonly<Record<BreakCause, string>> = {
  FOREIGN_ACTIVITY: 'Somebody traded here without the desk; booked under EXTERNAL',
  DEPOSIT: 'A deposit arrived at the venue and was booked',
  WITHDRAWAL: 'A withdrawal left the venue and was booked',
  DUST_CONVERSION: 'The venue converted small balances; booked',
  FEE_IN_THIRD_COIN: 'The venue took its fee in another coin; booked',
  MISSED_FILL: 'The stream did not tell of a fill; the poll found and booked it',
  FILL_REPLAYED: 'The venue told of a fill twice; booked once',
  VENUE_CANCEL: 'The venue ended an order that nobody here canceled',
  FILL_AGAINST_ORDER: 'A fill came of an order that could not fill any more; booked',
  ORDER_STATE: 'An order is not in the state that the venue says',
  WRONG_BALANCE: 'No fill and no transfer explains the venue’s balance',
  CLOCK_SKEW: 'The venue’s clock is too far from ours',
}

export const TONES: Readonly<Record<BreakView['state'], BadgeTone>> = {
  SUSPECT: 'attention',
  OPEN: 'stop',
  UNRESOLVED: 'stop',
  RESOLVED: 'faint',
}

/** What a break is about: an asset, a market, or what the reconciliation called it. */
export function subjectText({ asset, instrumentId, subject }: BreakView): string {
  return asset ?? instrumentId ?? subject
}

/** What a person can do: take note of what happened, or decide about a difference that stays. */
export function actOf({ cause }: BreakView): 'acknowledge' | 'resolve' {
  return isCause(cause) && BREAK_CAUSES[cause] === 'event' ? 'acknowledge' : 'resolve'
}

export function causeText({ cause }: BreakView): string {
  return isCause(cause) ? CAUSE_WORDS[cause] : cause
}

function isCause(cause: string): cause is BreakCause {
  return Object.hasOwn(BREAK_CAUSES, cause)
}
