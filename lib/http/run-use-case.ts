import type { Endpoint } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import type { Log } from '#ports/log.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { callResult, encodeResult, handlerInput } from './encode-result.ts'
import {
  type Answer,
  fingerprintOf,
  type IdempotentAnswer,
  idempotentAnswer,
  Replay,
  requireIdempotencyKey,
} from './idempotent-answer.ts'
import {
  type RequestContext,
  requestContext,
  type VisitContext,
  visitContext,
} from './request-context.ts'
import type { Visitor } from './session.ts'
import { withinDeadline } from './within-deadline.ts'

type Fields = Readonly<Record<string, unknown>>

/** An endpoint and the use case behind it, whose types `routes` has matched. */
export type AnyRoute = readonly [
  endpoint: Endpoint,
  useCase: UseCase,
  answerOfEffect?: (effectResult: never) => unknown,
]

type UseCase = (ctx: never, input: never) => Promise<unknown>

export type Run = {
  readonly house: WebHouse
  readonly log: Log
  readonly requestId: string
  readonly request: Request
}

export type UseCaseCall = {
  readonly visitor: Visitor | null
  readonly input: Fields
  /** What makes this request the same as another one. */
  readonly fingerprint: readonly unknown[]
}

export type UseCaseAnswer = {
  readonly status: number
  readonly text: string
  readonly isReplayed: boolean
}

/** Runs the use case of an endpoint and encodes what it gives, once per Idempotency-Key where it has one. */
export async function runUseCase(
  run: Run,
  [endpoint, useCase, answerOfEffect]: AnyRoute,
  call: UseCaseCall,
): Promise<UseCaseAnswer> {
  const cursorKey = run.house.env.CURSOR_KEY
  const input = handlerInput(endpoint, call.input, cursorKey)
  const answerOf = (result: unknown): Answer => ({
    status: endpoint.status,
    body: encodeResult(endpoint, callResult(endpoint, call.input, result, cursorKey)),
  })
  const idempotency = idempotencyOf(run, endpoint, call, (effectResult) =>
    answerOf(answerOfEffect === undefined ? effectResult : answerOfEffect(effectResult as never)),
  )
  try {
    const result = await withinDeadline(async (signal) => {
      const ctx = contextFor({ run, endpoint, call, idempotency, signal })
      const given = await invoke(useCase, ctx, input)
      requireEffect(endpoint, ctx)
      return given
    })
    const { status, body } = idempotency?.answer() ?? answerOf(result)
    return { status, text: body, isReplayed: false }
  } catch (error) {
    if (!(error instanceof Replay)) throw error
    return { status: error.answer.status, text: error.answer.body, isReplayed: true }
  }
}

/** The one place where types that `routes` matched meet again as plain values. */
function invoke(run: UseCase, ctx: RequestContext | VisitContext, input: Fields) {
  return run(ctx as never, input as never)
}

/** What a person changed is in the audit log, because there is no other way to change something. */
function requireEffect({ method, name }: Endpoint, ctx: RequestContext | VisitContext): void {
  const isChange = method !== 'GET' && 'effectsRun' in ctx
  assert(!isChange || ctx.effectsRun() > 0, `${name} changes something through ctx.effect`)
}

type ContextNeeds = {
  readonly run: Run
  readonly endpoint: Endpoint
  readonly call: UseCaseCall
  readonly idempotency: IdempotentAnswer | null
  readonly signal: AbortSignal
}

function contextFor({ run, endpoint, call, idempotency, signal }: ContextNeeds) {
  const parts = { ...run, signal }
  if (call.visitor === null) {
    assert(endpoint.permission === 'public', 'only a public endpoint is answered for nobody')
    return visitContext(parts)
  }
  return requestContext(parts, call.visitor, idempotency)
}

function idempotencyOf(
  { house, request }: Run,
  endpoint: Endpoint,
  { visitor, fingerprint }: UseCaseCall,
  answerOf: (result: unknown) => Answer,
): IdempotentAnswer | null {
  if (!endpoint.idempotent || visitor === null) return null
  const key = {
    organizationId: visitor.organizationId,
    actorId: visitor.userId,
    route: `${endpoint.method} ${endpoint.path}`,
    key: requireIdempotencyKey(request.headers),
    fingerprint: fingerprintOf(fingerprint),
    now: house.clock.now(),
  }
  return idempotentAnswer(key, answerOf)
}
