import type { Endpoint, HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { webHouse } from '#runtime/web-context.ts'
import { answerRequest } from './answer-request.ts'
import type { ContextOf } from './request-context.ts'
import type { AnyRoute } from './run-use-case.ts'

/**
 * An endpoint and the use case behind it. Where an Idempotency-Key keeps the answer and the use case's effect
 * gives something else than the use case, the third part makes the answer of it.
 */
export type Route<E extends Endpoint> = readonly [
  endpoint: E,
  useCase: (ctx: ContextOf<E>, input: HandlerInput<E>) => Promise<HandlerResult<E>>,
  answerOfEffect?: (effectResult: never) => HandlerResult<E>,
]

type RouteArguments = {
  /** Next gives none where the address has none, whatever its types say. */
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>
}
type RouteHandler = (request: Request, args: RouteArguments) => Promise<Response>
type RouteHandlers = Readonly<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', RouteHandler>>

/**
 * The handlers of one address, for `route.ts` to export. Methods without an endpoint are answered with 405 in
 * the shape of every other error.
 */
export function routes<const Endpoints extends readonly Endpoint[]>(
  ...pairs: { [Index in keyof Endpoints]: Route<Endpoints[Index]> }
): RouteHandlers {
  // Matched above; from here on they are run by what their endpoint says.
  const known = pairs as readonly unknown[] as readonly AnyRoute[]
  const handler: RouteHandler = async (request, { params }) =>
    answerRequest(webHouse(), known, { request, params: textParams((await params) ?? {}) })
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler }
}

function textParams(
  params: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const texts = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join('/') : (value ?? ''),
  ])
  return Object.fromEntries(texts)
}
