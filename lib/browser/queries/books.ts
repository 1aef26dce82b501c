import type { CallInput } from '#api/endpoint.ts'
import { listBooks } from '#api/proof.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Whether each account's books are proven now. */
export const booksQuery = (input: CallInput<typeof listBooks> = {}) =>
  endpointQuery(listBooks, input)
