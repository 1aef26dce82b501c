import { BudgetSpent, type RefusedAnswer } from './http.ts'

/**
 * Answers that prove that Binance did not accept an order (its error code list). What is not here proves
 * nothing: -1000, -1001, -1006 and -1007 say themselves that the order may exist.
 * https://developers.binance.com/docs/binance-spot-api-docs/errors
 */
const BINANCE_REFUSALS: Readonly<Record<string, string>> = {
  '-1002': 'VENUE_UNAUTHORIZED',
  '-1003': 'VENUE_RATE_LIMITED',
  '-1013': 'VENUE_FILTER_FAILURE',
  '-1015': 'VENUE_TOO_MANY_ORDERS',
  '-1016': 'VENUE_CLOSED',
  '-1020': 'VENUE_UNSUPPORTED',
  '-1021': 'VENUE_DEADLINE_PASSED',
  '-1022': 'VENUE_SIGNATURE_INVALID',
  '-1111': 'VENUE_PRECISION_TOO_HIGH',
  '-1121': 'VENUE_SYMBOL_UNKNOWN',
  '-2010': 'VENUE_ORDER_REJECTED',
  '-2014': 'VENUE_KEY_INVALID',
  '-2015': 'VENUE_KEY_REFUSED',
}
/** -1100 to -1199: something in the request is malformed, missing or superfluous; checked before the engine. */
const MALFORMED_REQUEST = /^-11\d\d$/
/** Our client order id is taken by an open order: an earlier attempt of ours may have arrived. */
const DUPLICATE = /duplicate/i
/** Refused before the matching engine: the firewall and the rate limiter. */
const STATUS_REFUSALS: Readonly<Record<number, string>> = {
  401: 'VENUE_UNAUTHORIZED',
  403: 'VENUE_FIREWALL',
  418: 'VENUE_RATE_LIMITED',
  429: 'VENUE_RATE_LIMITED',
}

/** Why an answer proves that no order was accepted; null when it proves nothing. */
export function provenRefusal(error: unknown, answer: RefusedAnswer | null): string | null {
  if (error instanceof BudgetSpent) return 'VENUE_BUDGET_SPENT'
  if (answer === null) return null
  const byStatus = STATUS_REFUSALS[answer.status]
  if (byStatus !== undefined) return byStatus
  if (answer.status < 400 || answer.status >= 500 || answer.code === null) return null
  if (answer.code === '-2010' && DUPLICATE.test(answer.text)) return null
  const isMalformed = MALFORMED_REQUEST.test(answer.code)
  return BINANCE_REFUSALS[answer.code] ?? (isMalformed ? 'VENUE_REQUEST_MALFORMED' : null)
}

/** The venue knows no such order, or none that is open. */
export function isUnknownOrder(answer: RefusedAnswer | null): boolean {
  return answer !== null && (answer.code === '-2011' || answer.code === '-2013')
}
