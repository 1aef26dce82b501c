import type { CallInput } from '#api/endpoint.ts'
import { listFills } from '#api/fills.ts'
import { endpointPagesQuery } from './endpoint-pages-query.ts'

type Filter = CallInput<typeof listFills>

/** Page after page. */
export const fillsPagesQuery = (input: Filter = {}) => endpointPagesQuery(listFills, input)
