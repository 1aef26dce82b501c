import { queryOptions } from '@tanstack/react-query'
import type { CallInput, CallResult, Endpoint } from '#api/endpoint.ts'
import { call } from '#browser/call.ts'
import type { CallError } from '#browser/call-error.ts'
import { pageSettled } from '#browser/page-settled.ts'

/** The cache's name of an answer: the operation, then what was asked. Invalidate by the name alone. */
export type EndpointKey<E extends Endpoint> = readonly [name: string, input: CallInput<E>]

/** The query of a reading operation. The cache holds decoded domain values. */
export function endpointQuery<E extends Endpoint>(endpoint: E, input: CallInput<E>) {
  return queryOptions<CallResult<E>, CallError, CallResult<E>, EndpointKey<E>>({
    queryKey: [endpoint.name, input],
    queryFn: async ({ signal }) => {
      await pageSettled()
      return call(endpoint, input, { signal })
    },
  })
}
