import { listPreferences } from '#api/preferences.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Everything the person prefers but their charts. Nobody else changes it, so it is read once per page load. */
export const preferencesQuery = () => ({
  ...endpointQuery(listPreferences, {}),
  staleTime: Number.POSITIVE_INFINITY,
})

/** One preference alone: charts are large and read where they are shown. */
export const preferenceQuery = (key: string) => ({
  ...endpointQuery(listPreferences, { key }),
  staleTime: Number.POSITIVE_INFINITY,
})
