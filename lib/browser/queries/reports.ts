import type { CallInput } from '#api/endpoint.ts'
import { getOverview, getStatement, getSystem } from '#api/reports.ts'
import { endpointQuery } from './endpoint-query.ts'

export const overviewQuery = (input: CallInput<typeof getOverview> = {}) =>
  endpointQuery(getOverview, input)
export const statementQuery = (input: CallInput<typeof getStatement>) =>
  endpointQuery(getStatement, input)
export const systemQuery = () => endpointQuery(getSystem, {})
