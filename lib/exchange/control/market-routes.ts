import { RATE_LIMITS_DEFAULT, type RateLimits } from '../rest/rate-limits.ts'
import type { Body } from './body.ts'
import type { ControlContext, ControlRequest, ControlRoute } from './control-context.ts'
import { ControlError } from './control-error.ts'
import type { FaultKind, FaultMatch, FaultSpec } from './faults.ts'

const FAULT_KINDS: readonly FaultKind[] = [
  'delay',
  'drop-before',
  'drop-after',
  'http-error',
  'rate-limit',
  'reject',
  'clock-skew',
  'lagged-reads',
  'suppress-fills',
]

export const marketRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: '/health', handle: (context) => context.health() },
  { method: 'POST', path: '/liquidity', handle: addLiquidity },
  { method: 'DELETE', path: '/liquidity', handle: removeLiquidity },
  { method: 'GET', path: '/limits', handle: ({ limiter }) => limiter.limits },
  { method: 'PUT', path: '/limits', handle: changeLimits },
  { method: 'GET', path: '/faults', handle: ({ faults }) => faults.list() },
  { method: 'POST', path: '/faults', handle: plantFault },
  { method: 'DELETE', path: '/faults', handle: removeFaults },
  {
    method: 'DELETE',
    path: '/faults/:id',
    handle: ({ faults, delayed }, { ids }) => {
      const wasPlanted = faults.remove(ids[0] ?? 0)
      if (!faults.list().some((it) => it.kind === 'lagged-reads')) delayed.end()
      return { wasPlanted }
    },
  },
]

/** House orders: they cross or rest like an agent's and belong to nobody. */
function addLiquidity(context: ControlContext, { body }: ControlRequest): unknown {
  const symbol = body.text('symbol')
  const ids = body.objects('orders').map((order) => {
    const side = order.text('side')
    if (side !== 'BUY' && side !== 'SELL') throw new ControlError('side: expected BUY or SELL')
    const { house } = context
    return house.place({
      symbol,
      side,
      price: order.text('price'),
      quantity: order.text('quantity'),
    })
  })
  return { ids }
}

function removeLiquidity(context: ControlContext, { body }: ControlRequest): unknown {
  const symbol = body.text('symbol')
  const ids = (body.optionalTexts('ids') ?? []).map(Number)
  for (const id of ids) context.house.cancel(symbol, id)
  return { removed: ids.length }
}

function changeLimits({ limiter }: ControlContext, { body }: ControlRequest): RateLimits {
  const of = (name: keyof RateLimits) => body.optionalNumber(name) ?? RATE_LIMITS_DEFAULT[name]
  limiter.limits = {
    requestWeightPerMinute: of('requestWeightPerMinute'),
    ordersPer10s: of('ordersPer10s'),
    ordersPerDay: of('ordersPerDay'),
    rawRequestsPer5m: of('rawRequestsPer5m'),
  }
  limiter.reset()
  return limiter.limits
}

async function plantFault(context: ControlContext, { body }: ControlRequest): Promise<unknown> {
  const kind = body.text('kind')
  if (kind === 'disconnect') {
    const target = body.optionalText('target') ?? 'all'
    if (target !== 'user' && target !== 'market' && target !== 'all') {
      throw new ControlError('target: expected user, market or all')
    }
    return { disconnected: context.streams.disconnect(target) }
  }
  if (kind === 'replay-fill') {
    const accountId = body.optionalNumber('accountId') ?? 0
    return { replayed: context.streams.replayLastFill(accountId) }
  }
  const known = FAULT_KINDS.find((it) => it === kind)
  if (known === undefined) {
    const kinds = [...FAULT_KINDS, 'disconnect', 'replay-fill'].join(', ')
    throw new ControlError(`kind: expected one of ${kinds}; found ${kind}`)
  }
  const fault = context.faults.plant(faultSpec(known, body))
  if (known === 'lagged-reads') await context.delayed.begin()
  return fault
}

function removeFaults(context: ControlContext): unknown {
  context.faults.clear()
  context.delayed.end()
  return {}
}

function faultSpec(kind: FaultKind, body: Body): FaultSpec {
  const when = body.optionalText('when')
  if (when !== undefined && when !== 'before' && when !== 'after') {
    throw new ControlError('when: expected before or after')
  }
  const spec = {
    kind,
    when,
    ms: body.optionalNumber('ms'),
    status: body.optionalNumber('status'),
    code: body.optionalNumber('code'),
    message: body.optionalText('message'),
    count: body.optionalNumber('count'),
    match: faultMatch(body.optionalObject('match')),
  }
  // Absent stays absent.
  return Object.fromEntries(
    Object.entries(spec).filter(([, value]) => value !== undefined),
  ) as FaultSpec
}

function faultMatch(body: Body | undefined): FaultMatch | undefined {
  if (body === undefined) return undefined
  const match = {
    method: body.optionalText('method'),
    path: body.optionalText('path'),
    accountId: body.optionalNumber('accountId'),
  }
  return Object.fromEntries(
    Object.entries(match).filter(([, value]) => value !== undefined),
  ) as FaultMatch
}
