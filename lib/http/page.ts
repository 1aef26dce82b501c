import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { toWireId } from '#api/codecs/id.ts'
import { type Permission, permits } from '#core/access/permissions.ts'
import { PAGE_PATH_HEADER, REQUEST_ID_HEADER } from '#edge/request-headers.ts'
import { webHouse } from '#runtime/web-context.ts'
import { type RequestContext, requestContext } from './request-context.ts'
import { findVisitor } from './session.ts'
import { DEADLINE_MS } from './within-deadline.ts'

/** Who may open a page besides those whom its permission names. */
export type PageAudience = {
  /** `firm`: a person bound to a client is sent to that client's own pages. */
  readonly audience?: 'firm' | 'everyone'
}

/**
 * The context of a page, for server components: session, organization and permission are decided here, again,
 * whatever the edge thought. Without a session it leads to the sign-in page; without the permission the page
 * does not exist.
 */
export async function page(
  permission: Permission,
  { audience = 'firm' }: PageAudience = {},
): Promise<RequestContext> {
  const house = webHouse()
  const asked = await headers()
  const visitor = await findVisitor(house, asked.get('cookie'))
  if (visitor === null) return redirect(signInAddress(asked.get(PAGE_PATH_HEADER)))
  if (audience === 'firm' && visitor.clientId !== null) {
    return redirect(`/client/${toWireId('client', visitor.clientId)}`)
  }
  if (!permits(visitor.role, permission)) return notFound()
  const requestId = asked.get(REQUEST_ID_HEADER) ?? house.dice.uuid()
  const log = house.log.child({ requestId })
  const signal = AbortSignal.timeout(DEADLINE_MS)
  return requestContext({ house, requestId, log, signal }, visitor, null)
}

/** The way to the sign-in page and back. */
function signInAddress(path: string | null): string {
  return path === null ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: path })}`
}
