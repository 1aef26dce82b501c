/** The request that failed, by which its log lines are found; the digest of what failed on the server. */
export function requestIdOf(error: Error): string | undefined {
  if ('requestId' in error && typeof error.requestId === 'string') return error.requestId
  return 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
}
