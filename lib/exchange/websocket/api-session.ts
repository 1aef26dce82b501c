import { ApiError } from '../api-error.ts'
import { limitJson } from '../dialect/exchange-info.ts'
import type { Journal } from '../journal/journal.ts'
import { authenticate } from '../rest/authenticate.ts'
import { type DispatchContext, dispatch } from '../rest/dispatch.ts'
import { Params } from '../rest/params.ts'
import { RateLimitError } from '../rest/rate-limits.ts'
import { API_METHODS } from './api-methods.ts'
import type { Connection } from './connection.ts'
import type { UserStreams } from './user-streams.ts'

const SUBSCRIBE_WEIGHT = 2

export type ApiSessionContext = DispatchContext & {
  readonly journal: Journal
  readonly users: UserStreams
}

type Request = {
  readonly id: unknown
  readonly method: string
  readonly fields: ReadonlyMap<string, string>
}

/**
 * The websocket API on one connection: requests with answers, and user data streams by signature.
 * https://developers.binance.com/docs/binance-spot-api-docs/websocket-api
 */
export class ApiSession {
  private readonly context: ApiSessionContext
  private readonly connection: Connection
  private readonly subscriptions = new Map<number, () => void>()
  private nextSubscriptionId = 0

  constructor(context: ApiSessionContext, connection: Connection) {
    this.context = context
    this.connection = connection
  }

  async onMessage(text: string): Promise<void> {
    const request = readRequest(text)
    if (request === null) {
      const error = new ApiError(-1135, 'Invalid JSON Request')
      return this.connection.sendJson({ id: null, status: 400, error })
    }
    try {
      const result = this.answer(request)
      if (!this.context.journal.isSynced) await this.context.journal.synced()
      this.respond(request, 200, { result })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.respond(request, error.status, { error: this.errorJson(error) })
    }
  }

  close(): void {
    for (const stop of this.subscriptions.values()) stop()
    this.subscriptions.clear()
  }

  private answer(request: Request): unknown {
    if (request.method === 'userDataStream.subscribe.signature') return this.subscribe(request)
    if (request.method === 'userDataStream.unsubscribe') return this.unsubscribe(request)
    const route = API_METHODS.get(request.method)
    if (route === undefined) {
      throw new ApiError(-1000, `Unknown method '${request.method}'.`, { status: 400 })
    }
    const [method, path] = route
    const call = { ...this.credentials(request), method, path }
    return dispatch(this.context, call).body
  }

  private subscribe(request: Request): unknown {
    const { exchange, limiter, users } = this.context
    limiter.takeWeight(this.connection.address, SUBSCRIBE_WEIGHT, exchange.now())
    const credentials = this.credentials(request)
    const now = this.context.now()
    const { account } = authenticate(exchange.accounts, credentials, 'USER_DATA', now)
    const subscriptionId = this.nextSubscriptionId++
    const stop = users.subscribe(account.id, (event) => {
      this.connection.send(`{"subscriptionId":${subscriptionId},"event":${event}}`)
    })
    this.subscriptions.set(subscriptionId, stop)
    return { subscriptionId }
  }

  /** Ends one subscription, or all when none is named. */
  private unsubscribe(request: Request): unknown {
    const params = new Params(request.fields)
    const id = params.integer('subscriptionId')
    params.close()
    if (id === undefined) this.close()
    else {
      this.subscriptions.get(id)?.()
      this.subscriptions.delete(id)
    }
    return {}
  }

  private credentials(request: Request) {
    return {
      params: new Params(request.fields),
      payload: signedPayload(request.fields),
      apiKey: request.fields.get('apiKey'),
      address: this.connection.address,
    }
  }

  /** Over this wire a limit says when it ends in the body, there being no header to say it. */
  private errorJson(error: ApiError): Record<string, unknown> {
    if (!(error instanceof RateLimitError)) return error.toJSON()
    const data = { serverTime: this.context.now(), retryAfter: error.retryAt }
    return { ...error.toJSON(), data }
  }

  private respond(request: Request, status: number, outcome: Record<string, unknown>): void {
    const { limiter, exchange } = this.context
    const count = limiter.usedWeight(this.connection.address, exchange.now())
    const limit = limiter.limits.requestWeightPerMinute
    this.connection.sendJson({
      id: request.id,
      status,
      ...outcome,
      rateLimits: [{ ...limitJson('REQUEST_WEIGHT', 'MINUTE', 1, limit), count }],
    })
  }
}

/** What a websocket signature covers: all parameters but itself, sorted by name. */
function signedPayload(fields: ReadonlyMap<string, string>): string {
  return [...fields]
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function readRequest(text: string): Request | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || !('method' in parsed)) return null
  const { method } = parsed
  const params = 'params' in parsed ? parsed.params : {}
  if (typeof method !== 'string' || typeof params !== 'object' || params === null) return null
  const fields = new Map(Object.entries(params).map(([name, value]) => [name, textOf(value)]))
  return { id: 'id' in parsed ? parsed.id : null, method, fields }
}

const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)
