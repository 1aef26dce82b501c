import type { Endpoint } from '#api/endpoint.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { routeHandlerOf } from './route-of.ts'
import { ORIGIN, type TestPerson } from './web-house.ts'

/** What an endpoint is asked. */
export type Example = { readonly params?: Record<string, string>; readonly body?: unknown }

export type Sent = Example & {
  readonly requestId?: string
  readonly headers?: Record<string, string>
}

/** Asks an endpoint's own route as a browser on our pages does. */
export async function callEndpoint(
  endpoint: Endpoint,
  person: TestPerson | null,
  { params = {}, body, requestId, headers }: Sent,
): Promise<Response> {
  const handler = await routeHandlerOf(endpoint)
  const request = new Request(new URL('/', ORIGIN), {
    method: endpoint.method,
    headers: {
      'sec-fetch-site': 'same-origin',
      'idempotency-key': systemDice.uuid(),
      ...(person === null ? {} : { cookie: person.cookie }),
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return handler(request, { params: Promise.resolve(params) })
}
