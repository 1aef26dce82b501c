import { AppError } from '#api/app-error.ts'

/**
 * Refuses a change that another site's page asked for: browsers say where a request comes from. A request
 * with neither statement, or from `null`, is refused too.
 */
export function requireSameOrigin(headers: Headers, publicOrigin: string): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const isForeignOrigin = origin !== null && origin !== publicOrigin
  const isOurs = site === null ? origin === publicOrigin : site === 'same-origin'
  if (isOurs && !isForeignOrigin) return
  throw new AppError('CROSS_ORIGIN', {
    public: 'Changes are accepted from this desk’s own pages only.',
  })
}
