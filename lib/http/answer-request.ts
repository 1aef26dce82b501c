import { AppError } from '#api/app-error.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { permits } from '#core/access/permissions.ts'
import { API_CONTENT_SECURITY_POLICY } from '#edge/content-security-policy.ts'
import { REQUEST_ID_HEADER } from '#edge/request-headers.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { CACHE_CONTROL } from './cache-control.ts'
import { clientAddress } from './client-address.ts'
import { countFailure } from './count-failure.ts'
import { errorAnswer } from './error-answer.ts'
import { jsonAnswer } from './json-answer.ts'
import { rateRule } from './limits.ts'
import { parseInput } from './parse-input.ts'
import { readJsonBody } from './read-body.ts'
import { type AnyRoute, runUseCase } from './run-use-case.ts'
import { requireSameOrigin } from './same-origin.ts'
import { findVisitor, type Visitor } from './session.ts'
import { sessionCookie } from './session-cookie.ts'

export type IncomingRequest = {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/

/**
 * Answers one request of the API. In this order: request id and log context, session, organization,
 * permission, rate limit, origin, body limit, parsing, idempotency, use case under its deadline, encoding,
 * audit, and the one error shape. Nobody else does any of it.
 */
export async function answerRequest(
  house: WebHouse,
  routes: readonly AnyRoute[],
  { request, params }: IncomingRequest,
): Promise<Response> {
  const given = request.headers.get(REQUEST_ID_HEADER)
  const requestId = given !== null && REQUEST_ID.test(given) ? given : house.dice.uuid()
  const log = house.log.child({ requestId })
  const startedAt = house.clock.monotonic()
  const headers = new Headers({
    [REQUEST_ID_HEADER]: requestId,
    'content-security-policy': API_CONTENT_SECURITY_POLICY,
  })
  let response: Response
  try {
    response = await answer({ house, log, requestId, request, params, headers }, routes)
  } catch (error) {
    response = errorAnswer(error, requestId, log)
    countFailure(house.meter, error)
  }
  for (const [name, value] of headers) response.headers.append(name, value)
  const tookMs = Math.round(house.clock.monotonic() - startedAt)
  const path = routes[0]?.[0].path ?? 'unknown'
  const labels = { method: methodOf(request), path, status: String(response.status) }
  house.meter.time('http_request_seconds', tookMs / 1_000, labels)
  log.info(
    { method: request.method, path, status: response.status, tookMs },
    'a request was answered',
  )
  return response
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A method that nobody knows is a label that nobody foresaw. */
function methodOf({ method }: Request): string {
  return METHODS.includes(method) ? method : 'other'
}

type Exchange = IncomingRequest & {
  readonly house: WebHouse
  readonly log: WebHouse['log']
  readonly requestId: string
  /** What every answer to this request carries, also an error. */
  readonly headers: Headers
}

async function answer(exchange: Exchange, routes: readonly AnyRoute[]): Promise<Response> {
  const { house, request, headers } = exchange
  const route = routes.find(([endpoint]) => endpoint.method === request.method)
  if (route === undefined) throw methodNotAllowed(exchange, routes)
  const [endpoint] = route
  const visitor = await admit(exchange, endpoint)
  await requireWithinLimit(exchange, endpoint, visitor)
  if (endpoint.method !== 'GET') requireSameOrigin(request.headers, house.env.PUBLIC_ORIGIN)
  const body =
    endpoint.method === 'GET' ? undefined : await readJsonBody(request, endpoint.bodyBytesMax)
  const query = new URL(request.url).searchParams
  const input = parseInput(endpoint, { params: exchange.params, query, body })
  const { status, text, isReplayed } = await runUseCase(exchange, route, {
    visitor,
    input,
    fingerprint: [endpoint.method, endpoint.path, exchange.params, [...query], body ?? null],
  })
  if (isReplayed) headers.set('idempotency-replayed', 'true')
  headers.set('cache-control', CACHE_CONTROL[endpoint.cache])
  return jsonAnswer(text, status)
}

/** Who asks, when they may; null where nobody needs to be anybody. */
async function admit(exchange: Exchange, endpoint: Endpoint): Promise<Visitor | null> {
  if (endpoint.permission === 'public') return null
  const { house, request, headers } = exchange
  const visitor = await findVisitor(house, request.headers.get('cookie'))
  if (visitor === null) {
    throw new AppError('UNAUTHENTICATED', { public: 'Sign in first, or again.' })
  }
  if (visitor.shouldRenew) headers.append('set-cookie', await sessionCookie(visitor.id, house.env))
  if (!permits(visitor.role, endpoint.permission)) {
    throw new AppError('FORBIDDEN', { public: 'Your role does not allow this.' })
  }
  return visitor
}

async function requireWithinLimit(
  { house, request, headers }: Exchange,
  endpoint: Endpoint,
  visitor: Visitor | null,
): Promise<void> {
  const rule = rateRule(endpoint.limit, house.env.RATE_LIMIT_FACTOR)
  const key = visitor?.userId ?? clientAddress(request.headers)
  const verdict = await house.limiter.take(rule, key)
  const resetSeconds = Math.max(1, Math.ceil((verdict.resetAt - house.clock.now()) / 1000))
  headers.set('ratelimit-limit', String(verdict.limit))
  headers.set('ratelimit-remaining', String(verdict.remaining))
  headers.set('ratelimit-reset', String(resetSeconds))
  if (verdict.isAllowed) return
  throw new AppError('RATE_LIMITED', {
    public: `Too many requests: try again in ${resetSeconds} seconds.`,
    retryAfterSeconds: resetSeconds,
  })
}

function methodNotAllowed({ headers }: Exchange, routes: readonly AnyRoute[]): AppError {
  const allowed = routes.map(([{ method }]) => method).join(', ')
  if (allowed === '') return new AppError('NOT_FOUND', { public: 'There is no such address.' })
  headers.set('allow', allowed)
  return new AppError('METHOD_NOT_ALLOWED', { public: `Expected the method ${allowed}.` })
}
