import { LRUCache } from 'lru-cache'
import {
  openSessionToken,
  SESSION_TOKEN_RENEW_SECONDS,
  SESSION_TOKEN_SECONDS,
  type SessionToken,
  sessionCookieIn,
} from '#edge/session-token.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import {
  findLiveSession,
  type LiveSession,
  SESSION_SEEN_EVERY_MS,
  touchSession,
} from '#store/sessions.ts'

export type Visitor = LiveSession & {
  /** Its cookie is getting old: the answer should carry a new one. */
  readonly shouldRenew: boolean
}

/** Opening a token costs half a millisecond of a core; the same cookie comes with every request. */
const OPENED_MAX = 5_000
const opened = new LRUCache<string, SessionToken>({
  max: OPENED_MAX,
  ttl: SESSION_TOKEN_RENEW_SECONDS * 1000,
})

/**
 * Who sends this cookie; null for nobody. The cookie only names the session: its row is read every time, so
 * that a revoked session or membership fails at its next request.
 */
export async function findVisitor(
  house: Pick<WebHouse, 'env' | 'database' | 'clock'>,
  cookies: string | null,
): Promise<Visitor | null> {
  const cookie = sessionCookieIn(cookies, house.env.PUBLIC_ORIGIN)
  const token = cookie === null ? null : await openToken(cookie, house.env.NEXTAUTH_SECRET)
  const now = house.clock.now()
  if (token === null || ageSeconds(token, now) > SESSION_TOKEN_SECONDS) return null
  const session = await findLiveSession(house.database.pool, { id: token.sessionId, now })
  if (session === null) return null
  if (now - session.lastSeenAt > SESSION_SEEN_EVERY_MS) {
    await touchSession(house.database.pool, { id: session.id, now })
  }
  return { ...session, shouldRenew: ageSeconds(token, now) > SESSION_TOKEN_RENEW_SECONDS }
}

async function openToken(cookie: string, secret: string): Promise<SessionToken | null> {
  const known = opened.get(cookie)
  if (known !== undefined) return known
  const token = await openSessionToken(cookie, secret)
  if (token !== null) opened.set(cookie, token)
  return token
}

function ageSeconds(token: SessionToken, now: number): number {
  return now / 1000 - token.issuedAtSeconds
}
