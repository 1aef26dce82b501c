import type { CallInput } from '#api/endpoint.ts'
import { getBooksStrip, getBreak, listBooks, listReconciliations } from '#api/proof.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Whether each account's books are proven now. */
export const booksQuery = (input: CallInput<typeof listBooks> = {}) =>
  endpointQuery(listBooks, input)

/** The last 24 hours of proofs per venue. */
export const booksStripQuery = (input: CallInput<typeof getBooksStrip> = {}) =>
  endpointQuery(getBooksStrip, input)

/** One disagreement. */
export const breakQuery = (breakId: string) => endpointQuery(getBreak, { breakId })

/** The newest comparisons of an account with its venue. */
export const reconciliationsQuery = (input: CallInput<typeof listReconciliations>) =>
  endpointQuery(listReconciliations, input)
