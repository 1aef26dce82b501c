import type { CallInput } from '#api/endpoint.ts'
import { listFills } from '#api/fills.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'
import { endpointQuery } from './endpoint-query.ts'

type Filter = CallInput<typeof listFills>

export const fillsQuery = (input: Filter = {}) => endpointQuery(listFills, input)
/** Page after page. */
export const fillsPagesQuery = (input: Filter = {}) => endpointPagesQuery(listFills, input)
