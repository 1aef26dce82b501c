import type { CallInput } from '#api/endpoint.ts'
import { listBooks, listBreaks, listReconciliations } from '#api/proof.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Whether each account's books are proven now. */
export const booksQuery = (input: CallInput<typeof listBooks> = {}) =>
  endpointQuery(listBooks, input)
export const reconciliationsQuery = (input: CallInput<typeof listReconciliations>) =>
  endpointQuery(listReconciliations, input)
/** Page after page. */
export const reconciliationsPagesQuery = (input: CallInput<typeof listReconciliations>) =>
  endpointPagesQuery(listReconciliations, input)
export const breaksQuery = (input: CallInput<typeof listBreaks> = {}) =>
  endpointQuery(listBreaks, input)
/** Page after page. */
export const breaksPagesQuery = (input: CallInput<typeof listBreaks> = {}) =>
  endpointPagesQuery(listBreaks, input)
