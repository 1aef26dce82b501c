import * as z from 'zod'
import type { CallInput, CallResult, Endpoint } from '#api/endpoint.ts'
import { errorBody } from '#api/error-body.ts'
import { CallError } from './call-error.ts'
import { hearDeskClock } from './stores/desk-clock.ts'

export type CallOptions = {
  /** Made once per intention by who asks (`newIdempotencyKey`), and sent again with every repeat of it. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** Arrives even when the page goes meanwhile. */
  readonly keepalive?: boolean
}

/**
 * Calls an operation of the trade API with domain values and gives its result as domain values. Throws
 * CallError for every answer that is not the result, and what `signal` was aborted with.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<CallResult<E>> {
  const requestId = crypto.randomUUID()
  const { url, body } = encodeRequest(endpoint, input)
  const response = await send(requestId, url, {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      'x-request-id': requestId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.idempotencyKey === undefined
        ? {}
        : { 'idempotency-key': options.idempotencyKey }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.keepalive ? { keepalive: true } : {}),
  })
  const json = await readJson(response, requestId)
  if (!response.ok) throw refusal(response, json, requestId)
  const result = endpoint.result.safeDecode(json)
  if (!result.success) throw unexpectedAnswer(response, requestId, result.error)
  // The endpoint's own schema made it.
  return result.data as CallResult<E>
}

/** Names one intention, such as one press of "Buy". */
export function newIdempotencyKey(): string {
  return crypto.randomUUID()
}

/** Splits the input among path, query and body as the endpoint defines them. */
export function encodeRequest<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
): { readonly url: string; readonly body: string | undefined } {
  // One object by its type; its parts are told apart by their names.
  const fields = new Map(Object.entries(input as Record<string, unknown>))
  const take = (names: readonly string[]) => {
    const taken = names.filter((name) => fields.get(name) !== undefined)
    const part = Object.fromEntries(taken.map((name) => [name, fields.get(name)]))
    for (const name of names) fields.delete(name)
    return part
  }
  const params = endpoint.params.encode(take(Object.keys(endpoint.params.shape)))
  const query = endpoint.query.encode(take(Object.keys(endpoint.query.shape)))
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return {
    url: search === '' ? path : `${path}?${search}`,
    body:
      endpoint.body === null
        ? undefined
        : JSON.stringify(z.encode(endpoint.body, Object.fromEntries(fields))),
  }
}

async function send(requestId: string, url: string, init: RequestInit): Promise<Response> {
  const askedAt = Date.now()
  try {
    const response = await fetch(url, init)
    hearDeskClock(response, askedAt)
    return response
  } catch (error) {
    init.signal?.throwIfAborted()
    throw new CallError('NETWORK', {
      message: 'The desk is not answering. Check the connection; nothing was changed on screen.',
      requestId,
      status: null,
      cause: error,
    })
  }
}

async function readJson(response: Response, requestId: string): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw unexpectedAnswer(response, requestId, error)
  }
}

function refusal(response: Response, json: unknown, requestId: string): CallError {
  const parsed = errorBody.safeParse(json)
  if (!parsed.success) return unexpectedAnswer(response, requestId, parsed.error)
  const { code, ...said } = parsed.data.error
  return new CallError(code, {
    ...said,
    status: response.status,
    retryAfterSeconds: secondsOf(response.headers.get('retry-after')),
  })
}

function unexpectedAnswer(response: Response, requestId: string, cause: unknown): CallError {
  return new CallError('UNEXPECTED_ANSWER', {
    message: `The desk answered ${response.status} in a form this page does not know. Reload the page; it may be older than the desk.`,
    requestId: response.headers.get('x-request-id') ?? requestId,
    status: response.status,
    cause,
  })
}

function secondsOf(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}
