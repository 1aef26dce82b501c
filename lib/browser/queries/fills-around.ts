import type { CallInput } from '#api/endpoint.ts'
import { getFillsAround } from '#api/fills.ts'
import { endpointQuery } from './endpoint-query.ts'

export const fillsAroundQuery = (input: CallInput<typeof getFillsAround>) =>
  endpointQuery(getFillsAround, input)
