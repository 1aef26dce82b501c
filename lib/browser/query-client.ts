import { QueryCache, QueryClient } from '@tanstack/react-query'
import { CallError } from './call-error.ts'

/** What a page read when it was made is young enough for its first moments alive. */
const STALE_MS = 5_000
const TRIES_MAX = 3

/** The cache of what was read. When the session has ended the person is led to sign in again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (count, error) => error instanceof CallError && error.isPassing && count < TRIES_MAX,
      },
    },
  })
}

function leaveWhenSignedOut(error: Error) {
  if (!(error instanceof CallError) || error.code !== 'UNAUTHENTICATED') return
  const here = `${location.pathname}${location.search}`
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}
