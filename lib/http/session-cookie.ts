import {
  isSecure,
  SESSION_TOKEN_SECONDS,
  sealSessionToken,
  sessionCookieName,
} from '#edge/session-token.ts'
import type { WebEnv } from '#runtime/env.ts'

/** The Set-Cookie line that keeps a session's browser signed in for another quarter of an hour. */
export async function sessionCookie(
  sessionId: string,
  env: Pick<WebEnv, 'PUBLIC_ORIGIN' | 'NEXTAUTH_SECRET'>,
): Promise<string> {
  const token = await sealSessionToken(sessionId, env.NEXTAUTH_SECRET)
  return [
    `${sessionCookieName(env.PUBLIC_ORIGIN)}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${SESSION_TOKEN_SECONDS}`,
    ...(isSecure(env.PUBLIC_ORIGIN) ? ['Secure'] : []),
  ].join('; ')
}
