import {
  dehydrate,
  HydrationBoundary,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Endpoint } from '#api/endpoint.ts'
import type { EndpointPagesKey } from '#browser/queries/endpoint-pages-query.ts'
import type { EndpointKey } from '#browser/queries/endpoint-query.ts'
import { makeQueryClient } from '#browser/query-client.ts'
import { PageAlive } from '#components/frame/page-alive.tsx'
import { load } from '#http/load.ts'
import type { RequestContext } from '#http/request-context.ts'
import type { Route } from '#http/route.ts'

/** Something a page will ask for, read beforehand. */
export type Reading = (queryClient: QueryClient) => Promise<void>

type Keyed<Key extends QueryKey> = { readonly queryKey: Key }

/** Reads what a query asks for: `reading(ctx, clientsQuery(), [api.listClients, listClients])`. */
export function reading<E extends Endpoint>(
  ctx: RequestContext,
  { queryKey }: Keyed<EndpointKey<NoInfer<E>>>,
  route: Route<E>,
): Reading {
  return (queryClient) =>
    attempt(ctx, queryKey, async () => {
      queryClient.setQueryData(queryKey, await load(ctx, route, queryKey[1]))
    })
}

/** The same for the first page of a list that is read page after page. */
export function readingPages<E extends Endpoint>(
  ctx: RequestContext,
  { queryKey }: Keyed<EndpointPagesKey<NoInfer<E>>>,
  route: Route<E>,
): Reading {
  return (queryClient) =>
    attempt(ctx, queryKey, async () => {
      const first = await load(ctx, route, queryKey[1])
      queryClient.setQueryData(queryKey, { pages: [first], pageParams: [null] })
    })
}

/** What stands in it finds these answers in its cache, on the server and from the first moment in the browser. */
export async function Prefetched({
  readings,
  isFrame = false,
  children,
}: {
  readonly readings: readonly Reading[]
  /** What is read for a frame, which comes alive before the page within it. */
  readonly isFrame?: boolean
  readonly children: ReactNode
}) {
  const queryClient = makeQueryClient()
  await Promise.all(readings.map((read) => read(queryClient)))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      {children}
      {isFrame ? null : <PageAlive />}
    </HydrationBoundary>
  )
}

/** What cannot be read now is left to the browser, which asks again and shows why not. */
async function attempt(
  { log }: RequestContext,
  [name]: QueryKey,
  read: () => Promise<void>,
): Promise<void> {
  try {
    await read()
  } catch (error) {
    log.warn({ err: error, query: name }, 'a page could not read beforehand')
  }
}
