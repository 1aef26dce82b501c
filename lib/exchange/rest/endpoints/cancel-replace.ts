import { ApiError } from '../../api-error.ts'
import { canceledJson } from '../../dialect/order-json.ts'
import { makeClientOrderId } from '../client-order-id.ts'
import type { Caller, Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'
import { askedInstrument, askedOrder } from './find-order.ts'
import { readClientId, readNewOrder } from './order-params.ts'
import { cancel, place } from './orders.ts'

const MODES = ['STOP_ON_FAILURE', 'ALLOW_FAILURE'] as const
const NAMES = { orderId: 'cancelOrderId', clientOrderId: 'cancelOrigClientOrderId' }

export const cancelReplaceEndpoint: Endpoint = {
  method: 'POST',
  path: '/api/v3/order/cancelReplace',
  security: 'TRADE',
  weight: 1,
  countsAsOrder: true,
  handle: cancelReplace,
}

type Attempt = {
  readonly result: 'SUCCESS' | 'FAILURE' | 'NOT_ATTEMPTED'
  readonly response: unknown
}

const NOT_ATTEMPTED: Attempt = { result: 'NOT_ATTEMPTED', response: null }

/** Two steps with two results; anything but two successes is -2021 (one worked) or -2022 (none did). */
function cancelReplace(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instrument = askedInstrument(context, params)
  const mode = params.choice('cancelReplaceMode', MODES)
  const restriction = params.choice(
    'cancelRestrictions',
    ['NONE', 'ONLY_NEW', 'ONLY_PARTIALLY_FILLED'] as const,
    { fallback: 'NONE' },
  )
  params.text('orderRateLimitExceededMode')
  const cancelId = readClientId(params, 'cancelNewClientOrderId') ?? makeClientOrderId()
  const order = askedOrder(caller.account, instrument.symbol, params, NAMES)
  const newOrder = readNewOrder(params)
  params.close()
  const canceled = attempt(() =>
    canceledJson(instrument, cancel(context, order, cancelId, restriction), cancelId),
  )
  const goesOn = canceled.result === 'SUCCESS' || mode === 'ALLOW_FAILURE'
  const placed = goesOn ? attempt(() => place(context, caller.account, newOrder)) : NOT_ATTEMPTED
  const results = {
    cancelResult: canceled.result,
    newOrderResult: placed.result,
    cancelResponse: canceled.response,
    newOrderResponse: placed.response,
  }
  const isDone = canceled.result === 'SUCCESS' && placed.result === 'SUCCESS'
  if (isDone) return results
  const isPartial = canceled.result === 'SUCCESS' || placed.result === 'SUCCESS'
  if (isPartial) {
    const message = 'Order cancel-replace partially failed.'
    throw new ApiError(-2021, message, { status: 409, data: results })
  }
  throw new ApiError(-2022, 'Order cancel-replace failed.', { data: results })
}

/** A refusal is a result here; anything else that is thrown is a bug and passes through. */
function attempt(step: () => unknown): Attempt {
  try {
    return { result: 'SUCCESS', response: step() }
  } catch (error) {
    if (error instanceof ApiError) return { result: 'FAILURE', response: error.toJSON() }
    throw error
  }
}
