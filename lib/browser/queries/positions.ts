import type { CallInput } from '#api/endpoint.ts'
import { listPositions } from '#api/portfolio.ts'
import { endpointQuery } from './endpoint-query.ts'

export const positionsQuery = (input: CallInput<typeof listPositions> = {}) =>
  endpointQuery(listPositions, input)
