import type { NextRequest } from 'next/server'
import { type Guard, guard } from '#edge/guard.ts'
import { createRateLimiter } from '#edge/rate-limiter.ts'

const COARSE_TOKENS = 1_000
const COARSE_WINDOW_MS = 10_000

/** The edge has no file of its own to parse its environment: bin/web.ts has checked these before. */
const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = process.env
const options: Guard = {
  publicOrigin: process.env['PUBLIC_ORIGIN'] ?? 'http://localhost:3000',
  secret: process.env['NEXTAUTH_SECRET'] ?? '',
  limiter: createRateLimiter(
    UPSTASH_REDIS_REST_URL && UPSTASH_REDIS_REST_TOKEN
      ? { url: UPSTASH_REDIS_REST_URL, token: UPSTASH_REDIS_REST_TOKEN }
      : null,
  ),
  rule: {
    name: 'coarse',
    tokens: Math.ceil(COARSE_TOKENS * Number(process.env['RATE_LIMIT_FACTOR'] ?? 1)),
    windowMs: COARSE_WINDOW_MS,
  },
}

export function middleware(request: NextRequest) {
  return guard(request, options)
}

/** Not for static files, and never for the socket: an upgrade that is refused here would hang. */
export const config = {
  matcher: ['/((?!_next/static|_next/image|stream|favicon.ico|icon.svg|robots.txt|fonts/).*)'],
}
