import type { CallInput } from '#api/endpoint.ts'
import { getOverview, getStatement, getSystem } from '#api/reports.ts'
import { endpointQuery } from './endpoint-query.ts'

export const overviewQuery = () => endpointQuery(getOverview, {})
export const statementQuery = (input: CallInput<typeof getStatement>) =>
  endpointQuery(getStatement, input)
export const systemQuery = () => endpointQuery(getSystem, {})
