import type { Endpoint } from '#api/endpoint.ts'
import type { Log } from '#ports/log.ts'
import type { KeySealer } from '#ports/venue-keys.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import type { LiveSession } from '#store/sessions.ts'
import type { Actor, Context, Effect, JointEffect } from '#usecases/context.ts'
import type { HealthContext } from '#usecases/health/check-health.ts'
import {
  type EffectParts,
  type IdempotentRequest,
  makeEffect,
  makeJointEffect,
} from '#usecases/make-effect.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { pingExchange } from './ping-exchange.ts'
import type { Visitor } from './session.ts'

/** A use case's context, of one request of a person who signed in. */
export type RequestContext = Context & {
  readonly session: LiveSession
  /** How often something was changed, with its audit row. */
  effectsRun(): number
  readonly publicOrigin: string
  /** Locks venue keys away for the runner. */
  readonly sealer: KeySealer
  /** Checks where alert channels lead and locks their secrets away. */
  readonly alerts: WebHouse['alerts']
  /** Aborted when the request's time is over. */
  readonly signal: AbortSignal
}

/** The context of a request by nobody in particular. */
export type VisitContext = PublicContext &
  Pick<HealthContext, 'lifecycle' | 'exchangeAnswers'> & {
    readonly publicOrigin: string
    readonly signal: AbortSignal
  }

/** Which context the use case of an endpoint gets. */
export type ContextOf<E extends Endpoint> = E['permission'] extends 'public'
  ? VisitContext
  : RequestContext

export type ContextParts = {
  readonly house: WebHouse
  readonly requestId: string
  readonly log: Log
  readonly signal: AbortSignal
}

/** Bound to the visitor's organization, and to their client where they have one. */
export function requestContext(
  parts: ContextParts,
  visitor: Visitor,
  idempotency: IdempotentRequest | null,
): RequestContext {
  const { house, requestId, log, signal } = parts
  const actor: Actor = {
    kind: 'person',
    id: visitor.userId,
    role: visitor.role,
    clientId: visitor.clientId,
  }
  const { organizationId, clientId, userId } = visitor
  const scope = { organizationId, clientId, userId }
  const db = house.database.scoped(scope, log)
  const effectParts: EffectParts = {
    db,
    clock: house.clock,
    dice: house.dice,
    actor,
    requestId,
    ...(idempotency === null ? {} : { idempotency }),
  }
  const run = makeEffect(effectParts)
  const runJointly = makeJointEffect(effectParts)
  let effects = 0
  const effect: Effect = (options, work) => {
    effects++
    return run(options, work)
  }
  const jointEffect: JointEffect = (options, job) => {
    effects++
    return runJointly(options, job)
  }
  return {
    db,
    effect,
    jointEffect,
    effectsRun: () => effects,
    clock: house.clock,
    dice: house.dice,
    log,
    actor,
    requestId,
    signal,
    session: visitor,
    publicOrigin: house.env.PUBLIC_ORIGIN,
    sealer: house.sealer,
    alerts: house.alerts,
  }
}

export function visitContext({ house, requestId, log, signal }: ContextParts): VisitContext {
  return {
    database: house.database,
    passwords: house.passwords,
    clock: house.clock,
    dice: house.dice,
    log,
    requestId,
    signal,
    publicOrigin: house.env.PUBLIC_ORIGIN,
    lifecycle: house.lifecycle,
    exchangeAnswers: (patience) => pingExchange(house.env.EXCHANGE_URL, patience),
  }
}
