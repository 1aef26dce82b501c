import type { CallInput } from '#api/endpoint.ts'
import { getPerformance } from '#api/performance.ts'
import { endpointQuery } from './endpoint-query.ts'

export const performanceQuery = (input: CallInput<typeof getPerformance>) =>
  endpointQuery(getPerformance, input)
