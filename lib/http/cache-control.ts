import type { CachePolicy } from '#api/endpoint.ts'

/** What caches may do with an answer. Market data is the same for everyone but stays in the browser. */
export const CACHE_CONTROL: Readonly<Record<CachePolicy, string>> = {
  none: 'private, no-store',
  quote: 'private, max-age=1, stale-while-revalidate=5',
  candles: 'private, max-age=5, stale-while-revalidate=60',
  reference: 'private, max-age=60, stale-while-revalidate=600',
  document: 'public, max-age=300, stale-while-revalidate=3600',
}
