import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '../api-error.ts'
import type { Fault, FaultSubject, Faults } from '../control/faults.ts'
import type { Journal } from '../journal/journal.ts'
import { type Answer, type ApiCall, type DispatchContext, dispatch } from './dispatch.ts'
import { Params } from './params.ts'
import { RateLimitError } from './rate-limits.ts'
import { type ReadBody, readBody } from './read-body.ts'

const SECOND_MS = 1_000
const KEEP_ALIVE_MS = 60_000

export type RestContext = DispatchContext & {
  readonly journal: Journal
  readonly faults: Faults
  readonly onCrash: (error: unknown) => void
}

/** The dialect over HTTP. Misbehaves on demand; otherwise every answer waits for the journal. */
export function createRestServer(context: RestContext): Server {
  const server = createServer((request, response) => {
    serve(context, request, response).catch((error: unknown) => {
      response.destroy()
      context.onCrash(error)
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return server
}

async function serve(
  context: RestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { faults, journal } = context
  const body = await readBody(request)
  if (body.kind === 'gone') return
  const received = receive(context, request)
  const { subject } = received
  const delay = faults.take('delay', subject)
  if (delay !== null) await sleep(delay.ms ?? 0)
  if (faults.take('drop-before', subject) !== null) {
    response.destroy()
    return
  }
  const outcome = perform(context, received, body)
  if (!journal.isSynced) await journal.synced()
  if (faults.take('drop-after', subject) !== null) {
    response.destroy()
    return
  }
  const late = faults.take('http-error', { ...subject, when: 'after' })
  if (late !== null) respond(context, received, response, lateFailure(late))
  else respond(context, received, response, outcome)
}

type SaidBody = Exclude<ReadBody, { kind: 'gone' }>

type Received = {
  readonly subject: FaultSubject & { readonly method: string; readonly path: string }
  readonly query: string
  readonly apiKey: string | undefined
  readonly address: string
}

function receive(context: RestContext, request: IncomingMessage): Received {
  const { pathname, query } = splitUrl(request.url ?? '/')
  const apiKey = header(request, 'x-mbx-apikey')
  const accountId = context.exchange.accounts.byKey.get(apiKey ?? '')?.account.id
  const subject = { method: request.method ?? 'GET', path: pathname, accountId }
  return { subject, query, apiKey, address: request.socket.remoteAddress ?? '' }
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refusal'; readonly error: ApiError }

/** Does what the request asks. A refusal is an outcome; anything else that is thrown is a bug. */
function perform(context: RestContext, received: Received, body: SaidBody): Outcome {
  const { subject, query, apiKey, address } = received
  try {
    if (body.kind === 'too-large') {
      throw new ApiError(-1100, 'The request body is too large.', { status: 413 })
    }
    refuseByFault(context.faults, subject)
    const call: ApiCall = {
      method: subject.method,
      path: subject.path,
      params: Params.parse(query, body.text),
      payload: withoutSignature(query) + withoutSignature(body.text),
      apiKey,
      address,
    }
    return { kind: 'answer', answer: dispatch(context, call) }
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'refusal', error }
    throw error
  }
}

/** Planted refusals that leave the request without effect. */
function refuseByFault(faults: Faults, subject: FaultSubject): void {
  const broken = faults.take('http-error', { ...subject, when: 'before' })
  if (broken !== null) throw httpFailure(broken)
  const limit = faults.take('rate-limit', subject)
  if (limit !== null) {
    throw new RateLimitError(-1003, 'Too many requests.', 429, Date.now() + (limit.ms ?? SECOND_MS))
  }
  const reject = faults.take('reject', subject)
  if (reject !== null) {
    throw new ApiError(reject.code ?? -2010, reject.message ?? 'Order rejected.')
  }
}

/** What Binance says with a 5xx: the outcome is unknown. */
function httpFailure(fault: Fault): ApiError {
  const status = fault.status ?? 503
  if (status !== 504) {
    const message = 'An unknown error occurred while processing the request.'
    return new ApiError(-1000, message, { status })
  }
  const message =
    'Timeout waiting for response from backend server. Send status unknown; execution status unknown.'
  return new ApiError(-1007, message, { status })
}

function lateFailure(fault: Fault): Outcome {
  return { kind: 'refusal', error: httpFailure(fault) }
}

function respond(
  context: RestContext,
  { subject, address }: Received,
  response: ServerResponse,
  outcome: Outcome,
): void {
  const now = context.exchange.now()
  const weight = context.limiter.usedWeight(address, now)
  response.setHeader('content-type', 'application/json;charset=UTF-8')
  if (subject.path.startsWith('/sapi/')) response.setHeader('x-sapi-used-ip-weight-1m', weight)
  else {
    response.setHeader('x-mbx-used-weight', weight)
    response.setHeader('x-mbx-used-weight-1m', weight)
  }
  if (outcome.kind === 'refusal') {
    const { error } = outcome
    if (error instanceof RateLimitError) {
      const seconds = Math.max(1, Math.ceil((error.retryAt - now) / SECOND_MS))
      response.setHeader('retry-after', seconds)
    }
    response.writeHead(error.status)
    response.end(JSON.stringify(error))
    return
  }
  const { body, orderCount } = outcome.answer
  if (orderCount !== undefined) {
    response.setHeader('x-mbx-order-count-10s', orderCount.per10s)
    response.setHeader('x-mbx-order-count-1d', orderCount.perDay)
  }
  response.writeHead(200)
  response.end(JSON.stringify(body))
}

function splitUrl(url: string): { pathname: string; query: string } {
  const mark = url.indexOf('?')
  return mark < 0
    ? { pathname: url, query: '' }
    : { pathname: url.slice(0, mark), query: url.slice(mark + 1) }
}

function withoutSignature(text: string): string {
  return text
    .split('&')
    .filter((part) => !part.startsWith('signature='))
    .join('&')
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
