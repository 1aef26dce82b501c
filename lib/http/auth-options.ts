import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { isSecure, SESSION_TOKEN_SECONDS, sessionCookieName } from '#edge/session-token.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { signIn } from '#usecases/sessions/sign-in.ts'
import { signOut } from '#usecases/sessions/sign-out.ts'
import { visitContext } from './request-context.ts'

/**
 * next-auth conducts the sign-in: form token, cookie, sign-out. The cookie names a session and nothing else;
 * whether that session is good is asked of its row at every request.
 */
export function authOptions(house: WebHouse, requestId: string): AuthOptions {
  const { env } = house
  const ctx = visitContext({ house, requestId, log: house.log.child({ requestId }), signal: NEVER })
  return {
    secret: env.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_TOKEN_SECONDS, updateAge: 0 },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(env.PUBLIC_ORIGIN),
        options: {
          httpOnly: true,
          sameSite: 'lax',
          path: '/',
          secure: isSecure(env.PUBLIC_ORIGIN),
        },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          if (!credentials) return null
          const userAgent = String(request.headers?.['user-agent'] ?? '')
          const outcome = await signIn(ctx, { ...credentials, userAgent })
          return outcome.kind === 'signedIn' ? { id: outcome.sessionId } : null
        },
      }),
    ],
    callbacks: {
      // At sign-in `user` is what authorize gave; afterwards the token is as it was.
      jwt: ({ token, user }) => ({ sid: user === undefined ? token['sid'] : user.id }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.['sid'] === 'string') await signOut(ctx, { sessionId: token['sid'] })
      },
    },
    logger: {
      error: (code, metadata) => house.log.error({ code, err: metadata }, 'next-auth failed'),
      warn: (code) => house.log.debug({ code }, 'next-auth warned'),
      debug: () => {},
    },
  }
}

const NEVER = new AbortController().signal
