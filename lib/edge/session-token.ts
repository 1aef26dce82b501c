import { decode, encode } from 'next-auth/jwt'

/** The cookie lives this long after the last request that renewed it; the session row lives its own life. */
export const SESSION_TOKEN_SECONDS = 15 * 60
/** A token older than this is renewed with the next answer. */
export const SESSION_TOKEN_RENEW_SECONDS = 5 * 60

export type SessionToken = { readonly sessionId: string; readonly issuedAtSeconds: number }

/** The `__Host-` prefix binds a cookie to this host and to https; browsers refuse it on http. */
export function sessionCookieName(publicOrigin: string): string {
  return isSecure(publicOrigin) ? '__Host-truebook-session' : 'truebook-session'
}

export function isSecure(publicOrigin: string): boolean {
  return publicOrigin.startsWith('https://')
}

/** Opens the signed cookie; null when it is not ours, was changed or is too old. */
export async function openSessionToken(
  token: string,
  secret: string,
): Promise<SessionToken | null> {
  try {
    const payload = await decode({ token, secret })
    const { sid, iat } = { sid: payload?.['sid'], iat: payload?.['iat'] }
    if (typeof sid !== 'string' || typeof iat !== 'number') return null
    return { sessionId: sid, issuedAtSeconds: iat }
  } catch {
    return null
  }
}

/** A token for a session, as next-auth writes it. It carries the session's id and nothing else. */
export function sealSessionToken(sessionId: string, secret: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret, maxAge: SESSION_TOKEN_SECONDS })
}

/** The value of the session's cookie among a request's cookies. */
export function sessionCookieIn(cookies: string | null, publicOrigin: string): string | null {
  const start = `${sessionCookieName(publicOrigin)}=`
  const found = (cookies ?? '').split('; ').find((cookie) => cookie.startsWith(start))
  return found === undefined ? null : found.slice(start.length)
}
