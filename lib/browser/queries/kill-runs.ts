import { listKillRuns } from '#api/kill.ts'
import { endpointQuery } from './endpoint-query.ts'

export const killRunsQuery = () => endpointQuery(listKillRuns, {})
