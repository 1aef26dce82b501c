import type { CallInput } from '#api/endpoint.ts'
import { listTransfers } from '#api/transfers.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'

type Filter = CallInput<typeof listTransfers>

/** Page after page. */
export const transfersPagesQuery = (input: Filter = {}) => endpointPagesQuery(listTransfers, input)
