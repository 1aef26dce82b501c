import { type NextRequest, NextResponse } from 'next/server'
import {
  API_CONTENT_SECURITY_POLICY,
  contentSecurityPolicy,
  newNonce,
} from './content-security-policy.ts'
import type { RateLimiter, RateRule } from './rate-limiter.ts'
import { CLIENT_ADDRESS_HEADER, PAGE_PATH_HEADER, REQUEST_ID_HEADER } from './request-headers.ts'
import { openSessionToken, sessionCookieIn } from './session-token.ts'

export type Guard = {
  readonly publicOrigin: string
  readonly secret: string
  readonly limiter: RateLimiter
  readonly rule: RateRule
}

/** Pages for people who have not signed in. */
const PUBLIC_PAGES = ['/sign-in', '/invite', '/setup', '/status']

/**
 * What every request passes on the edge: a coarse limit per address, and for pages a fresh nonce and a look at
 * the session's cookie. It only turns people toward the sign-in page: what they may see is decided again, from
 * the session itself, by routes() and page().
 */
export async function guard(request: NextRequest, options: Guard): Promise<NextResponse> {
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? 'local'
  const verdict = await options.limiter.take(options.rule, address)
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? crypto.randomUUID()
  if (!verdict.isAllowed) return tooMany(verdict.resetAt, requestId)
  if (request.nextUrl.pathname.startsWith('/api/')) return NextResponse.next()
  if (await mustSignIn(request, options)) return toSignIn(request)
  return pageAnswer(request, requestId)
}

function pageAnswer(request: NextRequest, requestId: string): NextResponse {
  const policy = contentSecurityPolicy(newNonce())
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy.
  headers.set('content-security-policy', policy)
  headers.set(REQUEST_ID_HEADER, requestId)
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({
    request: { headers },
    headers: {
      'content-security-policy': policy,
      'cache-control': 'private, no-store',
      [REQUEST_ID_HEADER]: requestId,
    },
  })
}

async function mustSignIn(request: NextRequest, { publicOrigin, secret }: Guard): Promise<boolean> {
  const { pathname } = request.nextUrl
  const isPublic = PUBLIC_PAGES.some((page) => pathname === page || pathname.startsWith(`${page}/`))
  if (isPublic) return false
  const cookie = sessionCookieIn(request.headers.get('cookie'), publicOrigin)
  return cookie === null || (await openSessionToken(cookie, secret)) === null
}

function toSignIn(request: NextRequest): NextResponse {
  const target = request.nextUrl.clone()
  const next = request.nextUrl.pathname + request.nextUrl.search
  target.pathname = '/sign-in'
  target.search = next === '/' ? '' : `?${new URLSearchParams({ next })}`
  return NextResponse.redirect(target, 307)
}

function tooMany(resetAt: number, requestId: string): NextResponse {
  const seconds = Math.max(1, Math.ceil((resetAt - Date.now()) / 1000))
  return NextResponse.json(
    {
      error: { code: 'RATE_LIMITED', message: 'Too many requests: wait and try again.', requestId },
    },
    {
      status: 429,
      headers: {
        'retry-after': String(seconds),
        'cache-control': 'no-store',
        'content-security-policy': API_CONTENT_SECURITY_POLICY,
        [REQUEST_ID_HEADER]: requestId,
      },
    },
  )
}
