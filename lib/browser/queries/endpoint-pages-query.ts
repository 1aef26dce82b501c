import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import type { CallInput, CallResult, Endpoint } from '#api/endpoint.ts'
import { call } from '#browser/call.ts'
import type { CallError } from '#browser/call-error.ts'
import { pageSettled } from '#browser/page-settled.ts'

/** `pages` keeps it apart from the single page of the same operation. */
export type EndpointPagesKey<E extends Endpoint> = readonly [
  name: string,
  input: CallInput<E>,
  shape: 'pages',
]

/** An operation that lists, page after page. */
type ListEndpoint = Endpoint & { readonly isPaged: true }

/** The query of a list that is read on by its reader: `fetchNextPage` until `hasNextPage` is false. */
export function endpointPagesQuery<E extends ListEndpoint>(endpoint: E, input: CallInput<E>) {
  return infiniteQueryOptions<
    CallResult<E>,
    CallError,
    InfiniteData<CallResult<E>>,
    EndpointPagesKey<E>,
    string | null
  >({
    queryKey: [endpoint.name, input, 'pages'],
    queryFn: async ({ signal, pageParam }) => {
      await pageSettled()
      return call(endpoint, inputOf(input, pageParam), { signal })
    },
    initialPageParam: null,
    getNextPageParam: nextCursorOf,
  })
}

/** Every paged operation takes a cursor; the generic type of its input does not say so. */
function inputOf<Input>(input: Input, cursor: string | null): Input {
  return cursor === null ? input : { ...(input as Input & object), cursor }
}

/** Every paged result carries it; the generic type of a result does not say so. */
function nextCursorOf(page: unknown): string | null {
  return (page as { readonly nextCursor: string | null }).nextCursor
}
