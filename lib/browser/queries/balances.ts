import type { CallInput } from '#api/endpoint.ts'
import { listBalances } from '#api/portfolio.ts'
import { endpointQuery } from './endpoint-query.ts'

export const balancesQuery = (input: CallInput<typeof listBalances> = {}) =>
  endpointQuery(listBalances, input)
